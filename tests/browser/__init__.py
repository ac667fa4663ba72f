"""A person and a counsellor in a real browser, on the demonstration."""
