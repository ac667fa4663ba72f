"""Tests of the pages of whoever leads bilans."""
