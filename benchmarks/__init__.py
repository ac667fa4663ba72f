"""Measurements, side by side: each module prints a table."""
