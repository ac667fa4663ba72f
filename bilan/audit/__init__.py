"""Who did what to what, when: append-only, no foreign keys, no content."""
