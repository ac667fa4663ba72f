"""What is kept of a bilan, until when, and what was destroyed; the person's own copies."""

from uuid import UUID

from django.db.models import QuerySet

from bilan.accounts.models import Person
from bilan.cases.errors import NotPermitted
from bilan.cases.models import (
    Case,
    CounsellorChange,
    Destruction,
    DetailedResults,
    KeepAgreement,
    LegalHold,
)
from bilan.cases.permissions import is_beneficiary
from bilan.cases.queries.cases import whole_cases
from bilan.providers.models import Practitioner
from bilan.providers.permissions import LEADING, MANAGING
from bilan.vault.operations import open_key
from bilan.vault.sealing import Json


def keeping_of(case: Case) -> KeepAgreement | None:
    """Return the agreement to keep that stands, or None (one query)."""
    return KeepAgreement.objects.filter(case=case, withdrawn_at=None).first()


def destructions_of(person: Person) -> QuerySet[Destruction]:
    """Return the certificates of what was destroyed of a person, latest first."""
    rows = Destruction.objects.filter(subject=person.pk).select_related("case")
    return rows.order_by("-destroyed_at", "pk")


def certificates_latest(count: int) -> QuerySet[Destruction]:
    """Return the latest certificates of the whole house: no name, no content."""
    return Destruction.objects.order_by("-destroyed_at", "pk")[:count]


def certificate_for(*, reader: Person, certificate_id: UUID) -> Destruction | None:
    """Return a certificate about the reader themselves, or None (one query)."""
    rows = Destruction.objects.select_related("provider")
    return rows.filter(pk=certificate_id, subject=reader.pk).first()


def hold_of(case: Case) -> LegalHold | None:
    """Return the hold that stands on a bilan's proof, or None (one query)."""
    return LegalHold.objects.filter(case=case, lifted_at=None).first()


def change_proposed_to(case: Case) -> CounsellorChange | None:
    """Return the change of counsellor that waits for the person's answer, or None (one query)."""
    rows = CounsellorChange.objects.select_related("before__person", "after__person", "after__provider")
    return rows.filter(case=case, answer=CounsellorChange.Answer.WAITING).first()


def counsellors_for(case: Case) -> QuerySet[Practitioner]:
    """Return who of the same provider could lead this bilan instead, by name."""
    rows = Practitioner.objects.select_related("person").filter(
        provider=case.practitioner.provider, role__in=LEADING, is_active=True
    )
    others = rows.exclude(pk=case.practitioner_id).exclude(person=case.beneficiary_id)
    return others.order_by("person__name", "pk")


def provider_case(*, manager: Person, case_id: UUID) -> Case | None:
    """Return a bilan of a provider that this person manages, or None (one query): proof, no content."""
    managed = Practitioner.objects.filter(person=manager, role__in=MANAGING, is_active=True)
    rows = whole_cases().filter(practitioner__provider__in=managed.values("provider"))
    return rows.filter(pk=case_id, proof_destroyed_at=None).first()


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
