"""What a country fixes: dated values with their sources (standard library only)."""

from bilan.rules.loading import load_profile, profile_ids
from bilan.rules.profile import RULES, Limits, Profile
from bilan.rules.values import DatedValue, Rule

__all__ = ["RULES", "DatedValue", "Limits", "Profile", "Rule", "load_profile", "profile_ids"]
