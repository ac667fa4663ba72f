"""Tests of the provider's pages."""
