"""Pages of the person whose bilan it is."""
