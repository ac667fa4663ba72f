"""What measuring may refuse.

MeasureError
├── ImpossibleItem      an item whose numbers make no curve
├── ImpossibleBank      items or correlations that make no bank
├── UnknownItem         an answer to an item that the bank does not hold
├── ImpossibleAnswer    an answer outside an item's categories
├── ImpossibleRules     rules that no administration can follow
├── CannotCalibrate     answers too few or too bare to estimate anything
├── CannotLink          two versions with too little in common
└── CannotCompare       estimates that do not measure the same dimensions
"""


class MeasureError(Exception):
    """Say why a measure cannot be made."""


class ImpossibleItem(MeasureError):
    """An item's numbers make no curve."""


class ImpossibleBank(MeasureError):
    """Items or correlations make no bank."""


class UnknownItem(MeasureError):
    """An answer is to an item that the bank does not hold."""


class ImpossibleAnswer(MeasureError):
    """An answer lies outside its item's categories."""


class ImpossibleRules(MeasureError):
    """No administration can follow the rules."""


class CannotCalibrate(MeasureError):
    """The answers are too few or too bare to estimate anything."""


class CannotLink(MeasureError):
    """Two versions have too little in common."""


class CannotCompare(MeasureError):
    """Estimates do not measure the same dimensions."""
