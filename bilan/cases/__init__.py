"""The bilan itself: demand, agreement, plan of modules, sessions, hours, conclusion, follow-up."""
