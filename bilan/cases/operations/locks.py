"""Take hold of a bilan before acting in it: lock the row, then check who acts."""

from bilan.accounts.models import Person
from bilan.cases.errors import CaseClosed, NotPermitted
from bilan.cases.models import Case, Session
from bilan.cases.permissions import is_beneficiary, may_lead, may_take_part
from bilan.cases.queries.cases import whole_cases


def held_case(case: Case) -> Case:
    """Lock a bilan and return it as it stands now, its people and key loaded."""
    return whole_cases().select_for_update(of=("self",)).get(pk=case.pk)


def case_to_act_in(case: Case, *, by: Person) -> Case:
    """Lock an open bilan for one of its two people.

    Raises:
        NotPermitted: neither the beneficiary nor the practitioner.
        CaseClosed: it is over.
    """
    held = _known(case, by)
    if not may_take_part(by, held):
        raise NotPermitted
    return held


def case_to_lead(case: Case, *, by: Person) -> Case:
    """Lock an open bilan for its practitioner.

    Raises:
        NotPermitted: someone else, the beneficiary included.
        CaseClosed: it is over.
    """
    held = _known(case, by)
    if not may_lead(by, held):
        raise NotPermitted
    return held


def own_case(case: Case, *, by: Person) -> Case:
    """Lock an open bilan for its beneficiary.

    Raises:
        NotPermitted: someone else, the practitioner included.
        CaseClosed: it is over.
    """
    held = _known(case, by)
    if not is_beneficiary(by, held):
        raise NotPermitted
    return held


def held_session(session: Session) -> Session:
    """Lock an interview and return it as it stands now."""
    rows = Session.objects.select_for_update(of=("self",)).select_related("practitioner__person", "slot")
    return rows.get(pk=session.pk)


def _known(case: Case, by: Person) -> Case:
    """Lock a bilan, and tell that it is closed only to the two people it is about."""
    held = held_case(case)
    if not is_beneficiary(by, held) and held.practitioner.person_id != by.pk:
        raise NotPermitted
    if held.state != Case.State.OPEN:
        raise CaseClosed
    return held
