"""Whoever opens someone's content leaves a trace in plain words; no page of a counsellor is left out."""

import ast

import pytest
from django.test import Client
from django.utils import timezone

from bilan.accounts.models import Person
from bilan.audit.queries import readings_of
from bilan.cases.errors import NotPermitted
from bilan.cases.queries import read_by
from bilan.web.audience import Audience
from bilan.web.beneficiary.kept import WHAT_WAS_READ
from tests.architecture.sources import python_sources
from tests.security.test_every_url import address, fillers, private_patterns
from tests.security.world import MARK, World, a_world
from tests.shared import made_once

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    """Return the client of somebody."""
    client = Client()
    client.force_login(person)
    return client


world = made_once(lambda: a_world(at=timezone.now()))


def pages_of_counsellors(world: World) -> dict[str, str]:
    """Return every page of a counsellor about this bilan, and their general ones, by name."""
    return {
        str(one.name): address(one, fillers(world))
        for one in private_patterns()
        if one.callback.audience is Audience.PRACTITIONER  # type: ignore[attr-defined]
    }


def test_every_page_that_shows_content_writes_a_read(world: World) -> None:
    client, silent, shown = signed_in(world.counsellor), [], []

    for name, url in pages_of_counsellors(world).items():
        before = readings_of(world.owner).count()
        answer = client.get(url)
        if answer.status_code == 200 and MARK in answer.content.decode(errors="replace"):
            shown.append(name)
            if readings_of(world.owner).count() == before:
                silent.append(name)

    assert silent == []
    assert {"brief", "case-shared", "case-synthesis"} <= set(shown)  # else the walk would prove nothing


def test_pages_of_dates_alone_write_no_read(world: World) -> None:
    client = signed_in(world.counsellor)

    for name in ("case", "today", "caseload", "calendar"):
        client.get(pages_of_counsellors(world)[name])

    assert not readings_of(world.owner).exists()


def test_the_person_sees_each_read_in_words(world: World) -> None:
    signed_in(world.counsellor).get(pages_of_counsellors(world)["brief"])

    page = signed_in(world.owner).get("/my-data/").content.decode()

    assert str(world.counsellor) in page
    assert str(WHAT_WAS_READ["brief"]) in page


def test_a_refused_read_writes_nothing(world: World) -> None:
    other = a_world(at=timezone.now(), mark="Autre")

    with pytest.raises(NotPermitted):
        read_by(case=world.case, reader=other.counsellor, what="brief", at=timezone.now())

    assert not readings_of(world.owner).exists()


def read_codes() -> set[str]:
    """Return the code of every read that the sources ask for."""
    return {
        found
        for text in python_sources().values()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        for found in _codes(node)
    }


def _codes(call: ast.Call) -> list[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name == "read_by":
        return [
            str(word.value.value)
            for word in call.keywords
            if word.arg == "what" and isinstance(word.value, ast.Constant)
        ]
    if name == "reading_of" and len(call.args) == 3 and isinstance(call.args[2], ast.Constant):
        return [str(call.args[2].value)]
    return []


def test_each_kind_of_read_has_its_sentence() -> None:
    own = {"export"}  # only ever read by its owner, which leaves no trace

    codes = read_codes()

    assert {"brief", "synthesis", "portfolio"} <= codes
    assert codes - own - set(WHAT_WAS_READ) == set()
