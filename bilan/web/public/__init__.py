"""Pages anyone may open, without an account."""
