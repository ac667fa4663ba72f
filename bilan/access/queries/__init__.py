"""Reads of the front door: where to ask, and what one is entitled to. Nothing is stored about who asks."""

from bilan.access.queries.answers import NextStep, Reason
from bilan.access.queries.entitlement import SITUATIONS, Entitlement, entitlement
from bilan.access.queries.points import NearPoint, nearest_points

__all__ = [
    "SITUATIONS",
    "Entitlement",
    "NearPoint",
    "NextStep",
    "Reason",
    "entitlement",
    "nearest_points",
]
