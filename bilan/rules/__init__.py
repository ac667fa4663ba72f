"""What a country fixes: dated values with their sources (standard library only)."""
