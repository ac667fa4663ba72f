"""Promises about attacks: what is refused, and that it is refused everywhere."""
