"""People who sign in, and what they consent to."""
