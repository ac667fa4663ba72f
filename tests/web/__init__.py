"""Pages, tested through HTTP."""
