"""Geometry of the pictures: numbers in, coordinates out; templates draw."""
