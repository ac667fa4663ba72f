"""Filters of the pages, tested."""
