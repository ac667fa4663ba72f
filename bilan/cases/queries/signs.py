"""Signs of life: when each person last did something themselves."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Max

from bilan.audit.models import Event
from bilan.cases.models import Case


def last_signs(cases: Iterable[Case]) -> Mapping[str, datetime]:
    """Return when each person last did something themselves, from the trail (one query)."""
    people = {str(case.beneficiary_id) for case in cases}
    own = Event.objects.filter(actor__in=people).values("actor").order_by("actor")
    return {row["actor"]: row["last"] for row in own.annotate(last=Max("at"))}
