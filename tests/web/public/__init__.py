"""Tests of the pages open to anyone."""
