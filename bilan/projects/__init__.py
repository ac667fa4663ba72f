"""A person's options, their comparison, and the action plan."""
