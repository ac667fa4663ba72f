"""Who may do what in a bilan; denied by default."""

from datetime import date

from bilan.accounts.models import Person
from bilan.cases.models import Case
from bilan.providers.permissions import may_lead_bilans, may_manage_provider


def is_beneficiary(person: Person, case: Case) -> bool:
    """Tell whether the bilan is this person's own (no query)."""
    return case.beneficiary_id == person.pk


def may_lead(person: Person, case: Case) -> bool:
    """Tell whether a person leads this very bilan, today (no query when the practitioner is loaded)."""
    practitioner = case.practitioner
    return (
        case.state == Case.State.OPEN
        and practitioner.person_id == person.pk
        and may_lead_bilans(practitioner)
    )


def may_take_part(person: Person, case: Case) -> bool:
    """Tell whether a person acts in an open bilan: the one it is for, and the one who leads it."""
    return case.state == Case.State.OPEN and (is_beneficiary(person, case) or may_lead(person, case))


def may_read_content(person: Person, case: Case, *, today: date) -> bool:
    """Tell whether a person reads what is told in a bilan (secret professionnel, art. L6313-4).

    The beneficiary always; their practitioner while it goes on, then only under a written agreement to
    keep the papers, until its end; nobody else ever, the provider's managers included.
    """
    if is_beneficiary(person, case) or may_lead(person, case):
        return True
    is_kept = case.keep_until is not None and today <= case.keep_until
    leads = case.practitioner.person_id == person.pk and may_lead_bilans(case.practitioner)
    return is_kept and leads and case.state == Case.State.DELIVERED


def may_see_proof(person: Person, case: Case) -> bool:
    """Tell whether a person sees hours, dates, price and signatures (at most one query)."""
    if case.proof_destroyed_at is not None:
        return is_beneficiary(person, case)
    return (
        is_beneficiary(person, case)
        or case.practitioner.person_id == person.pk
        or may_manage_provider(person, case.practitioner.provider)
    )


def may_follow_up(person: Person, case: Case) -> bool:
    """Tell whether a person records what came after the hand-over."""
    led = case.practitioner.person_id == person.pk and may_lead_bilans(case.practitioner)
    return case.state == Case.State.DELIVERED and (is_beneficiary(person, case) or led)


def leads_open_case_of(*, reader: Person, owner: Person) -> bool:
    """Tell whether a reader leads the open bilan of someone (one query): the relation other rooms ask for."""
    open_case = (
        Case.objects.filter(beneficiary=owner, state=Case.State.OPEN).select_related("practitioner").first()
    )
    return open_case is not None and may_lead(reader, open_case)
