"""Encrypted content: keys, sealing, destruction."""
