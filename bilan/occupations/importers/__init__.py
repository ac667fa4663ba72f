"""Readers of the publishers' own files: recognise each, then turn its rows into rows of the model."""
