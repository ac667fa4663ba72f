"""PDFs made from queries: agreement, synthesis, action plan."""
