"""The table of who may see what, cell by cell: through the reads of the product, then through its pages.

Each row is a class of data, each column a role; a yes has its near miss, the same role on somebody else's
bilan. Employers, funders, information points, auditors and observers have no account: whoever has none of
the relations below is a stranger, and a share is the only door for them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.cases.errors import NotPermitted
from bilan.cases.models import Case
from bilan.cases.permissions import may_read_content, may_see_proof
from bilan.cases.queries import (
    Reading,
    brief_of,
    constraints_of,
    demand_of,
    detailed_results_of,
    notes_of,
    proof_of,
    read_by,
    results_of,
    synthesis_of,
)
from bilan.portfolio.errors import PieceHidden
from bilan.portfolio.queries import cards_of, experiences_of
from bilan.projects.errors import ProjectHidden
from bilan.projects.queries import options_of
from bilan.sharing.errors import ShareHidden
from bilan.sharing.operations import open_share
from bilan.sharing.queries import shares_of
from tests.builders import a_person
from tests.cases.builders import a_concluding_case
from tests.providers.builders import MANAGER, a_practitioner
from tests.security.world import MARK, World, a_world
from tests.shared import made_once

pytestmark = pytest.mark.django_db

NOW = timezone.now
BENEFICIARY, COUNSELLOR, COLLEAGUE = (
    "beneficiary",
    "counsellor of the file",
    "other counsellor, same provider",
)
MANAGER_HERE, STRANGER, STAFF = "provider manager", "employer, funder, CEP, auditor, observatory", "superuser"
ROLES = (BENEFICIARY, COUNSELLOR, COLLEAGUE, MANAGER_HERE, STRANGER, STAFF)
REFUSALS = (NotPermitted, PieceHidden, ProjectHidden, ShareHidden)


def opened(case: Case, reader: Person) -> Reading:
    """Open a bilan's content for somebody."""
    return read_by(case=case, reader=reader, what="brief", at=NOW())


def leads(case: Case, reader: Person) -> bool:
    """Tell what a page vouches for: whether the reader leads this very bilan."""
    return case.practitioner.person_id == reader.pk


Read = Callable[[Case, Person], object]
READS: Mapping[str, Read] = {
    "demand and objectives": lambda case, who: demand_of(opened(case, who)),
    "constraints, a disability's needs among them": lambda case, who: constraints_of(opened(case, who)),
    "notes of interviews": lambda case, who: notes_of(opened(case, who)),
    "answers and results": lambda case, who: results_of(opened(case, who)),
    "preparation brief": lambda case, who: brief_of(case, reader=who, at=NOW()),
    "synthesis": lambda case, who: synthesis_of(opened(case, who)),
    "life story": lambda case, who: experiences_of(
        owner=case.beneficiary, reader=who, is_practitioner=leads(case, who)
    ),
    "skill cards": lambda case, who: cards_of(
        owner=case.beneficiary, reader=who, is_practitioner=leads(case, who)
    ),
    "options": lambda case, who: options_of(
        owner=case.beneficiary, reader=who, is_practitioner=leads(case, who)
    ),
    "detailed results delivered": lambda case, who: detailed_results_of(case=case, reader=who),
    "what was shared": lambda case, who: shares_of(
        owner=case.beneficiary, reader=who, today=localdate(NOW())
    ),
}
OWNER_AND_COUNSELLOR, OWNER = {BENEFICIARY, COUNSELLOR}, {BENEFICIARY}
TABLE: Mapping[str, set[str]] = dict.fromkeys(READS, OWNER_AND_COUNSELLOR) | {
    "detailed results delivered": OWNER,
    "what was shared": OWNER,
}
PAGES: Mapping[str, set[str]] = {
    "/counsel/cases/{case}/": {COUNSELLOR},
    "/counsel/cases/{case}/brief/": {COUNSELLOR},
    "/counsel/cases/{case}/start/": {COUNSELLOR},
    "/counsel/cases/{case}/plan/": {COUNSELLOR},
    "/counsel/cases/{case}/shared/": {COUNSELLOR},
    "/counsel/cases/{case}/agreement/": {COUNSELLOR},
    "/counsel/cases/{case}/synthesis/": {COUNSELLOR},
    "/sessions/{session}/": {BENEFICIARY},
    "/experiences/{experience}/": {BENEFICIARY},
    "/skills/{card}/": {BENEFICIARY},
    "/options/{option}/": {BENEFICIARY},
    "/action-plan/{step}/": {BENEFICIARY},
    "/results/{administration}/": {BENEFICIARY},
    "/shares/{share}/document.pdf": {BENEFICIARY},
    "/provider/": {MANAGER_HERE},
}


@dataclass(frozen=True, slots=True)
class Cast:
    """A bilan and one person of each role around it."""

    world: World
    people: Mapping[str, Person]


def a_cast() -> Cast:
    """Return everybody around one bilan."""
    world = a_world(at=NOW())
    provider = world.case.practitioner.provider
    manager = a_practitioner(provider=provider, person=a_person(name="Mireille"), role=MANAGER)
    people = {
        BENEFICIARY: world.owner,
        COUNSELLOR: world.counsellor,
        COLLEAGUE: a_practitioner(provider=provider, person=a_person(name="Colette")).person,
        MANAGER_HERE: manager.person,
        STRANGER: a_person(name="Emile Ployeur"),
        STAFF: Person.objects.create_superuser("root@example.org"),
    }
    return Cast(world, people)


cast = made_once(a_cast)
beside = made_once(lambda: a_world(at=NOW(), mark="Autre"))


def is_open(read: Read, case: Case, reader: Person) -> bool:
    """Tell whether a read serves somebody."""
    try:
        read(case, reader)
    except REFUSALS:
        return False
    return True


def test_every_cell_of_the_table_through_the_reads(cast: Cast) -> None:
    found = {
        data: {role for role, who in cast.people.items() if is_open(read, cast.world.case, who)}
        for data, read in READS.items()
    }

    assert found == TABLE


@pytest.mark.parametrize("data", READS)
def test_each_yes_has_its_near_miss(data: str, cast: Cast, beside: World) -> None:
    """The right role on somebody else's bilan: led by the same counsellor, or in the same provider."""
    for who in (beside.owner, beside.counsellor):
        assert not is_open(READS[data], cast.world.case, who)
    for who in (cast.world.owner, cast.world.counsellor):
        assert not is_open(READS[data], beside.case, who)


def test_every_cell_of_the_table_through_the_pages(cast: Cast) -> None:
    world = cast.world
    keys = {
        name: getattr(world, name).pk
        for name in ("case", "session", "experience", "card", "option", "step", "administration", "share")
    }

    found = {
        page: {role for role, who in cast.people.items() if answers(page.format(**keys), who)}
        for page in PAGES
    }

    assert found == PAGES


def answers(url: str, who: Person) -> bool:
    """Tell whether a page is there for somebody; else it is 404, as if it were nowhere."""
    client = Client()
    client.force_login(who)
    status = client.get(url).status_code
    assert status in (200, 404), (url, status)
    return status == 200


def test_the_manager_sees_proof_without_a_word_of_content(cast: Cast) -> None:
    manager, case = cast.people[MANAGER_HERE], cast.world.case
    client = Client()
    client.force_login(manager)

    page = client.get("/provider/").content.decode()

    assert may_see_proof(manager, case)
    assert not may_read_content(manager, case, today=localdate(NOW()))
    assert MARK not in page
    assert str(cast.world.owner) not in page
    assert MARK not in repr(proof_of(practitioner=case.practitioner, today=localdate(NOW())))


@pytest.mark.parametrize("role", [COLLEAGUE, STRANGER, STAFF])
def test_proof_is_for_those_who_must_control(role: str, cast: Cast) -> None:
    assert not may_see_proof(cast.people[role], cast.world.case)


def test_after_the_hand_over_content_is_the_persons_alone() -> None:
    case = a_concluding_case(at=NOW())
    counsellor = case.practitioner.person
    Case.objects.filter(pk=case.pk).update(state=Case.State.DELIVERED, delivered_at=NOW())
    case.refresh_from_db()

    found = {data: is_open(read, case, counsellor) for data, read in READS.items() if "cards" not in data}

    assert {data for data, is_served in found.items() if is_served} <= {"life story", "options"}
    client = Client()
    client.force_login(counsellor)
    for page in ("shared", "brief", "synthesis"):
        assert client.get(f"/counsel/cases/{case.pk}/{page}/").status_code == 404


def test_a_share_is_the_only_door_for_whoever_has_no_relation(cast: Cast) -> None:
    stranger = cast.people[STRANGER]

    assert not any(is_open(read, cast.world.case, stranger) for read in READS.values())
    assert open_share(token=cast.world.token, at=NOW()).pdf.startswith(b"%PDF")


def test_nobody_in_the_technical_staff_holds_a_key(cast: Cast) -> None:
    """No page of the site, Django's own administration included, opens a table to whoever runs it."""
    client = Client()
    client.force_login(cast.people[STAFF])

    for url in ("/admin/", "/admin/cases/case/", "/django-admin/"):
        assert client.get(url).status_code == 404
