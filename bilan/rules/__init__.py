"""What a country fixes: dated values with their sources (standard library only)."""

from bilan.rules.loading import load_profile, profile_ids
from bilan.rules.modules import Module, ModuleMode, load_catalogue, load_modules, module
from bilan.rules.needs import needs_from_levels, objective_tags, reason_sentence
from bilan.rules.profile import RULES, Limits, Profile
from bilan.rules.values import DatedValue, Rule

__all__ = [
    "RULES",
    "DatedValue",
    "Limits",
    "Module",
    "ModuleMode",
    "Profile",
    "Rule",
    "load_catalogue",
    "load_modules",
    "load_profile",
    "module",
    "needs_from_levels",
    "objective_tags",
    "profile_ids",
    "reason_sentence",
]
