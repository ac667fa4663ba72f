"""All that happened is told to the person in plain words, and to nobody else."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

import bilan
from bilan.accounts.models import Person
from bilan.audit.operations import helped, record
from bilan.audit.queries import READ
from bilan.cases.queries import read_by
from bilan.web.beneficiary.trail import A_PAGE
from bilan.web.beneficiary.trail_words import SENTENCES
from tests.builders import a_person
from tests.cases.builders import a_case, a_demand, the_counsellor
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db
OF_NOBODY = {
    "information_point.saved",
    "practitioner.added",
    "practitioner.presented",
    "provider.corrected",
    "provider.founded",
    "reference.imported",
    "slot.closed",
    "absence.ended",
    "absence.noted",
    "slots.opened",
    "week.kept",
}
ACT = re.compile(r"""(?:\bact(?:: str)? ?=|_trace\(|record\()[^"']{0,12}"([a-z_-]+\.[a-z_-]+)\"""")


def some_acts(visitor: Visitor, count: int, *, by: Person | None = None) -> None:
    """Record acts about a visitor, all of one day: a page groups what stands together."""
    noon = timezone.localtime(visitor.now).replace(hour=12) - timedelta(days=1)
    with transaction.atomic():
        for rank in range(count):
            at = noon - timedelta(minutes=rank)
            record(
                act="step.done",
                by=by or visitor.person,
                subject=visitor.person,
                object_=visitor.person,
                at=at,
            )


def test_says_who_did_what_in_plain_words() -> None:
    case = a_case(at=a_visitor().now)
    visitor = a_visitor(case.beneficiary)
    a_demand(case, at=visitor.now)
    read_by(case=case, reader=the_counsellor(case), what="demand", at=visitor.now)

    page = visitor.get(reverse("my-trail"))

    assert is_well_made(page)
    assert "<strong>Vous</strong> · Demande et objectifs enregistrés" in page
    assert f"<strong>{the_counsellor(case)}</strong> · Lecture\u00a0: votre demande et vos objectifs" in page


def test_what_was_typed_for_someone_is_marked() -> None:
    visitor = a_visitor()
    some_acts(visitor, 1)
    assert "saisi avec de l’aide" not in visitor.get(reverse("my-trail"))

    with helped():
        some_acts(visitor, 1)

    assert "saisi avec de l’aide" in visitor.get(reverse("my-trail"))


def test_shows_nothing_about_anyone_else() -> None:
    other, visitor = a_visitor(), a_visitor()
    some_acts(other, 2)
    some_acts(other, 1, by=visitor.person)

    assert "Rien ne s’est encore passé" in visitor.get(reverse("my-trail"))


def test_goes_on_over_pages_and_ends() -> None:
    visitor = a_visitor()
    some_acts(visitor, A_PAGE + 1)

    assert f"({A_PAGE} fois)" in visitor.get(reverse("my-trail"))
    assert visitor.get(reverse("my-trail") + "?page=2").count("<time") == 1


def test_costs_the_same_for_three_rows_and_for_thirty() -> None:
    short, long = a_visitor(), a_visitor()
    for visitor, count in ((short, 3), (long, 30)):
        some_acts(visitor, count)
        for _ in range(count):
            some_acts(visitor, 1, by=a_person())

    assert short.queries(reverse("my-trail")) == long.queries(reverse("my-trail"))


def test_every_act_that_may_concern_a_person_has_a_sentence() -> None:
    told = "".join(path.read_text() for path in Path(bilan.__file__).parent.rglob("*.py"))

    acts = set(ACT.findall(told)) - OF_NOBODY - {READ}

    assert len(acts) > 50
    assert acts <= set(SENTENCES)


def test_the_same_act_in_a_row_is_one_line() -> None:
    visitor = a_visitor()
    some_acts(visitor, 3)

    page = visitor.get(reverse("my-trail"))

    assert "(3 fois)" in page
    assert page.count("<time") == 1
