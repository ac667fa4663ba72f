"""Doors of the demonstration; they exist in demo mode only."""
