"""The root of the errors of cases."""


class CaseError(Exception):
    """Base of what can go wrong in a bilan, fit for people."""
