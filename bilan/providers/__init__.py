"""Provider organizations, their practitioners and their availability."""
