"""The project's promises, checked."""
