"""Every address of the site, asked by everyone whom it does not concern: they find nothing.

The sweep is made from the URL table. A new address with a parameter that no filler knows fails here, so
that it cannot be forgotten; so does a public one that is not listed. A thorough run (BILAN_EXAMPLES=100)
walks every address as everyone; an everyday one gives each visitor a third of them in turn, so that every
address is met by two or three strangers, and lets a third of the visitors walk all of their own pages.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from bilan.accounts.models import Person
from bilan.instruments.library import CMS
from bilan.web import urls
from bilan.web.audience import Audience
from tests.architecture.test_audiences import our_patterns
from tests.builders import a_person
from tests.security.world import MARK, World, a_world, others_of
from tests.shared import made_once, some_of

pytestmark = pytest.mark.django_db

# Parameters that name somebody's own object, filled with that of the person whom the visitor is not.
OBJECTS = {
    "administration_id": "administration",
    "card_id": "card",
    "case_id": "case",
    "certificate_id": "certificate",
    "comment_id": "comment",
    "criterion_id": "criterion",
    "evidence_id": "evidence",
    "experience_id": "experience",
    "fact_id": "fact",
    "follow_up_id": "follow_up",
    "leaning_id": "leaning",
    "option_id": "option",
    "pk": "authenticator",
    "remark_id": "remark",
    "session_id": "session",
    "share_id": "share",
    "sign_in_id": "sign_in",
    "slot_id": "slot",
    "step_id": "step",
    "suggestion_id": "suggestion",
}
# A parameter that names another kind of object when it is a number.
NUMBERED = {"session_id": "sign_in_id"}
# Parameters that are words of the product: without an object beside them they speak of the visitor.
WORDS = {
    "area": "SELF",
    "code": "I4",
    "document": "skills",
    "instrument_id": CMS,
    "item": "1",
    "month": "2027-01",
    "part": "steps",
}
# Public addresses: what they show is nobody's, or the secret in the address is the right to see it.
PUBLIC = {
    "about",
    "accessibility",
    "account_confirm_login_code",
    "account_login",
    "account_request_login_code",
    "account_signup",
    "account-deleted",
    "employer-agreement",
    "follow-up-link",
    "front-door",
    "gallery",
    "identity-callback",
    "identity-start",
    "identity-unknown",
    "modules",
    "no-passwords",
    "set_language",
    "shared-document",
    "sign-in-link",
    "sources",
    "who-reads",
}
# Whoever manages the provider of a bilan meets its proof on their own pages, which hold no content.
PROOF_IS_THEIRS = "the manager of the provider"
NOTHING_HERE, NOT_BY_THIS_METHOD, ELSEWHERE = 404, 405, 302
ROLES = (
    "nobody signed in",
    "the person beside, led by the same counsellor",
    "a counsellor of the same provider",
    "a counsellor elsewhere",
    "the manager of the provider",
    "a manager elsewhere",
    "someone without any relation",
    "the superuser",
)
# Rows that anyone's visit may move: counts of tries, and slots that any person may book.
MOVING = {"accounts.Tally", "providers.Slot", "vault.DataKey", "audit.Chain"}
Rows = Mapping[str, Mapping[object, Mapping[str, object]]]


def fillers(world: World) -> dict[str, object]:
    """Return a value for every parameter that the table may hold."""
    return {name: getattr(world, field).pk for name, field in OBJECTS.items()} | WORDS


def names_of(pattern: URLPattern) -> set[str]:
    """Return the parameters of an address."""
    return set(pattern.pattern.converters)


def private_patterns() -> list[URLPattern]:
    """Return every address of ours that asks to sign in."""
    return [one for one in our_patterns() if one.callback.audience is not Audience.PUBLIC]  # type: ignore[attr-defined]


def with_object() -> Iterator[URLPattern]:
    """Yield the addresses that name somebody's object."""
    return (one for one in private_patterns() if names_of(one) & set(OBJECTS))


def forbidden_to(role: str) -> list[URLPattern]:
    """Return the addresses that name an object with which a role has nothing to do."""
    return [
        one
        for one in with_object()
        if role != PROOF_IS_THEIRS or one.callback.audience is not Audience.PROVIDER  # type: ignore[attr-defined]
    ]


def address(pattern: URLPattern, values: Mapping[str, object]) -> str:
    """Return an address filled in."""
    kinds = pattern.pattern.converters
    particular = {
        name: values[NUMBERED[name]] for name in names_of(pattern) & set(NUMBERED) if _is_number(kinds[name])
    }
    given = {name: values[name] for name in names_of(pattern)} | particular
    return reverse(str(pattern.name), kwargs=given)


def _is_number(kind: object) -> bool:
    return type(kind).__name__ == "IntConverter"


world = made_once(lambda: a_world(at=timezone.now()))


@pytest.fixture(scope="module")
def others(world: World, django_db_blocker: DjangoDbBlocker) -> Mapping[str, Person]:
    """Return everyone else, made once as well."""
    with django_db_blocker.unblock():
        return others_of(world, at=timezone.now())


def visitor(role: str, others: Mapping[str, Person]) -> Client:
    """Return the client of a role."""
    client = Client()
    assert {*others, "nobody signed in"} == set(ROLES)
    if role in others:
        client.force_login(others[role])
    return client


def rows_now() -> Rows:
    """Return every stored row, but those that anyone's visit may move."""
    return {
        model._meta.label: {row["pk"]: row for row in model._default_manager.values("pk", *_fields(model))}
        for model in apps.get_models()
        if model.__module__.startswith("bilan.") and model._meta.label not in MOVING
    }


def _fields(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def changed(before: Rows, after: Rows) -> list[str]:
    """Return which of the rows that stood before are no longer the same."""
    return [
        f"{label} {key}"
        for label, rows in before.items()
        for key, row in rows.items()
        if after[label].get(key) != row
    ]


def injected(world: World) -> dict[str, object]:
    """Return a form that names somebody else's objects in every field one could think of."""
    values: dict[str, object] = {name: key for name, key in fillers(world).items() if name in OBJECTS}
    short = {name.removesuffix("_id"): key for name, key in values.items()}
    plural = {f"{name}s": [key] for name, key in short.items()}
    marks = {f"mark-{world.option.pk}-{world.criterion.pk}": "3", f"weight-{world.criterion.pk}": "4"}
    return values | short | plural | marks | {"code": "K1101", "is_sure": "on", "revision": "1"}


def test_each_parameter_has_something_to_fill_it_with() -> None:
    known = set(OBJECTS) | set(WORDS)

    unknown = {str(one.name): names_of(one) - known for one in private_patterns() if names_of(one) - known}

    assert unknown == {}, "Tell tests/security/world.py what these are"


def test_public_addresses_are_listed_one_by_one() -> None:
    found = {str(one.name) for one in our_patterns() if one.callback.audience is Audience.PUBLIC}  # type: ignore[attr-defined]

    assert found == PUBLIC


def test_the_owner_finds_their_own_things(world: World) -> None:
    """Prove that the sweep below meets real objects: to the owner the same addresses answer."""
    client = Client()
    client.force_login(world.owner)
    mine = [one for one in with_object() if one.callback.audience is Audience.BENEFICIARY]  # type: ignore[attr-defined]

    missing = [
        str(one.name) for one in mine if client.get(address(one, fillers(world))).status_code == NOTHING_HERE
    ]

    assert set(missing) <= {"question", "result-evidence"}  # they also need a word of that very questionnaire


def test_the_counsellor_finds_what_they_lead(world: World) -> None:
    client = Client()
    client.force_login(world.counsellor)
    theirs = [one for one in with_object() if one.callback.audience is Audience.PRACTITIONER]  # type: ignore[attr-defined]

    missing = [
        str(one.name)
        for one in theirs
        if client.get(address(one, fillers(world))).status_code == NOTHING_HERE
    ]

    assert missing == []


@pytest.fixture
def _bare_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say « not there » without the page around it, where a sweep reads the status alone."""
    monkeypatch.setattr(urls, "handler404", lambda *_args, **_more: HttpResponse(status=404), raising=False)


@pytest.mark.usefixtures("_bare_not_found")
@pytest.mark.parametrize("role", ROLES)
def test_nobody_finds_someone_elses_object(role: str, world: World, others: Mapping[str, Person]) -> None:
    client = visitor(role, others)
    before, values = rows_now(), fillers(world)

    open_doors = [
        f"{method} {address(one, values)} -> {answer.status_code}"
        for one in some_of(forbidden_to(role), turn=ROLES.index(role))
        for method in ("get", "post")
        if not _is_shut(answer := _ask(client, method, address(one, values), world), role)
    ]

    assert open_doors == []
    assert changed(before, rows_now()) == []


def test_no_page_of_ones_own_shows_or_changes_someone_else(
    world: World, others: Mapping[str, Person]
) -> None:
    clients = {role: visitor(role, others) for role in some_of(ROLES, turn=0)}
    before, values = rows_now(), fillers(world)
    leaving = {"my-data-leave", "account-leaving"}  # they would end the visit

    own = [one for one in private_patterns() if not names_of(one) & set(OBJECTS) and one.name not in leaving]

    leaks = [
        f"{role}: {method} {one.name}"
        for role, client in clients.items()
        for one in own
        for method in ("get", "post")
        if _shows(_ask(client, method, address(one, values), world), world)
    ]

    assert leaks == []
    assert changed(before, rows_now()) == []


def test_the_proof_a_manager_meets_holds_no_content(world: World, others: Mapping[str, Person]) -> None:
    client = visitor(PROOF_IS_THEIRS, others)
    proof = [one for one in with_object() if one not in forbidden_to(PROOF_IS_THEIRS)]

    answers = [client.get(address(one, fillers(world))) for one in proof]

    assert {answer.status_code for answer in answers} >= {200}  # else nothing was looked at
    assert all(MARK not in answer.content.decode() for answer in answers)


def test_an_object_that_never_was_is_told_like_someone_elses(
    world: World, others: Mapping[str, Person]
) -> None:
    client = visitor("the person beside, led by the same counsellor", others)
    nowhere = fillers(world) | {name: UUID(int=7) for name in OBJECTS} | {"pk": 987654, "sign_in_id": 987654}

    differing = [
        str(one.name)
        for one in some_of(list(with_object()), turn=0)
        if _words(_ask(client, "get", address(one, fillers(world)), world))
        != _words(_ask(client, "get", address(one, nowhere), world))
    ]

    assert differing == []


@pytest.mark.usefixtures("_bare_not_found")
def test_a_person_with_nothing_at_all_finds_nothing(world: World) -> None:
    client = Client()
    client.force_login(a_person(name="Emile Ployeur"))

    found = [
        str(one.name)
        for one in with_object()
        if client.get(address(one, fillers(world))).status_code not in (NOTHING_HERE, NOT_BY_THIS_METHOD)
    ]

    assert found == []


def test_addresses_of_the_sign_in_package_with_a_parameter_are_known() -> None:
    """Its pages look their objects up among the visitor's own; a new kind of them must be looked at."""
    for name, value in {"account_confirm_email": "x", "account_reset_password_from_key": "x"}.items():
        try:
            answer = Client().get(reverse(name, args=[value]))
        except NoReverseMatch:
            continue
        assert MARK not in answer.content.decode()


def _ask(client: Client, method: str, url: str, world: World) -> HttpResponse:
    if method == "get":
        return client.get(url)  # type: ignore[return-value]  # the client's own response
    form = urlencode(injected(world), doseq=True)  # as a browser sends it, and quicker to read than parts
    return client.post(url, form, content_type="application/x-www-form-urlencoded")  # type: ignore[return-value]  # as above


def _is_shut(answer: HttpResponse, role: str) -> bool:
    """Tell whether nothing is there; an address that takes no GET says so to everyone alike."""
    if role == "nobody signed in":
        return answer.status_code == ELSEWHERE and answer["Location"].startswith("/account/login/")
    return answer.status_code in (NOTHING_HERE, NOT_BY_THIS_METHOD)


def _shows(answer: HttpResponse, world: World) -> bool:
    told = b"" if answer.streaming else answer.content
    return MARK.encode() in told or str(world.owner.email).encode() in told


def _words(answer: HttpResponse) -> tuple[int, str]:
    """Return what a page says, without the address it was asked at."""
    lines = answer.content.decode().splitlines()
    return answer.status_code, "\n".join(line for line in lines if "value=" not in line)
