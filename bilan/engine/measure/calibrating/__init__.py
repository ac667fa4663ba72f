"""Item parameters from collected answers, what they are worth, and the link from a version to the next."""

from bilan.engine.measure.calibrating.functioning import Functioning, Size
from bilan.engine.measure.calibrating.linking import Link, Method, link, rescaled
from bilan.engine.measure.calibrating.report import Calibration, Scale, calibrate, calibration_table

__all__ = [
    "Calibration",
    "Functioning",
    "Link",
    "Method",
    "Scale",
    "Size",
    "calibrate",
    "calibration_table",
    "link",
    "rescaled",
]
