"""What a bilan's constraints mean for the search of occupations."""

from bilan.cases.pieces import Constraints
from bilan.occupations.matching import Constraints as Limits


def search_limits(told: Constraints) -> Limits:
    """Return what eliminates an occupation, contexts, pay, training, and what is wished for; no query."""
    return Limits(
        refused_contexts=told.refused_contexts,
        maximum_training_months=told.maximum_training_months,
        minimum_pay=told.minimum_pay,
        diploma=told.diploma,
        unwanted_contexts=told.unwanted_contexts,
        hoped_pay=told.hoped_pay,
    )
