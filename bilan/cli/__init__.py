"""The `bilan` command."""
