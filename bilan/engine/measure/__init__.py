"""Scores with their standard errors, and whether a change is real."""
