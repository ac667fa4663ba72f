"""What is kept of a bilan, until when, and what was destroyed; the person's own copies."""

from django.db.models import QuerySet

from bilan.accounts.models import Person
from bilan.cases.errors import NotPermitted
from bilan.cases.models import Case, Destruction, DetailedResults, KeepAgreement
from bilan.cases.permissions import is_beneficiary
from bilan.vault.operations import open_key
from bilan.vault.sealing import Json


def keeping_of(case: Case) -> KeepAgreement | None:
    """Return the agreement to keep that stands, or None (one query)."""
    return KeepAgreement.objects.filter(case=case, withdrawn_at=None).first()


def destructions_of(person: Person) -> QuerySet[Destruction]:
    """Return the certificates of what was destroyed of a person, latest first."""
    rows = Destruction.objects.filter(subject=person.pk).select_related("case")
    return rows.order_by("-destroyed_at", "pk")


def detailed_results_of(*, case: Case, reader: Person) -> tuple[Json, ...]:
    """Return the results given to the person at the end, for them alone (one query).

    Raises:
        NotPermitted: anyone else, the practitioner included.
        KeyDestroyed: the person destroyed their copy.
    """
    if not is_beneficiary(reader, case):
        raise NotPermitted
    row = DetailedResults.objects.select_related("key").filter(case=case).first()
    if row is None:
        return ()
    told = open_key(row.key).read(row, "results_sealed")
    return tuple(told) if isinstance(told, list) else ()
