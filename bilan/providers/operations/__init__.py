"""Writes about providers, their people, their weeks and their open slots."""

from bilan.providers.operations.availability import end_absence, extend_calendars, keep_week, note_absence
from bilan.providers.operations.members import (
    ProviderCard,
    add_practitioner,
    correct_provider,
    found_provider,
    present_oneself,
)
from bilan.providers.operations.slots import close_slot, free_slot, open_slots, take_slot

__all__ = [
    "ProviderCard",
    "add_practitioner",
    "close_slot",
    "correct_provider",
    "end_absence",
    "extend_calendars",
    "found_provider",
    "free_slot",
    "keep_week",
    "note_absence",
    "open_slots",
    "present_oneself",
    "take_slot",
]
