"""Information points, triage at the front door, entitlement."""
