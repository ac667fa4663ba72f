"""Pages of the provider: hours, proof and counts, never content."""
