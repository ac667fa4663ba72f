"""Which occupation an activity was: read in its title, settled by its owner, its training counted as done."""

from datetime import datetime

import pytest

from bilan.audit.models import Event
from bilan.occupations.errors import UnknownOccupation
from bilan.portfolio.errors import PieceHidden
from bilan.portfolio.models import Experience
from bilan.portfolio.operations import retell_experience, suggest_from_experience, tell_trade
from bilan.portfolio.pieces import Period, Telling, Trade
from bilan.portfolio.queries import experience_for, lived_occupations
from tests.builders import a_person
from tests.occupations.catalogues import a_village
from tests.portfolio.builders import an_experience

pytestmark = pytest.mark.django_db
BAKER = "D1102"


def told(now: datetime, *, kind: str = "EMPLOYED", is_private: bool = False) -> Experience:
    """Return the story of a baker, whose words were searched."""
    a_village()
    row = an_experience(
        person=a_person(),
        at=now,
        kind=kind,
        title="Boulanger",
        narrative="Je façonnais le pain.",
        is_private=is_private,
    )
    suggest_from_experience(experience_id=row.pk, by=row.person, at=now)
    return row


def trade(row: Experience) -> Trade | None:
    return experience_for(reader=row.person, experience_id=row.pk).trade


def test_occupations_are_read_in_the_title_and_wait_for_the_person(now: datetime) -> None:
    row = told(now)

    read = trade(row)

    assert read is not None
    assert read.read[0] == BAKER
    assert read.said is None
    assert lived_occupations(owner=row.person) == ()


@pytest.mark.parametrize("kind", ["UNPAID", "TRAINING"])
def test_nothing_is_read_of_what_was_no_job(now: datetime, kind: str) -> None:
    assert trade(told(now, kind=kind)) is None


def test_what_the_person_says_counts_and_searching_again_keeps_it(now: datetime) -> None:
    row = told(now)

    tell_trade(experience_id=row.pk, code=BAKER, by=row.person, at=now)
    suggest_from_experience(experience_id=row.pk, by=row.person, at=now)

    assert lived_occupations(owner=row.person) == (BAKER,)
    assert Event.objects.get(act="experience.trade_told").facts == {"is_one": True}


def test_none_of_them_is_an_answer(now: datetime) -> None:
    row = told(now)

    tell_trade(experience_id=row.pk, code="", by=row.person, at=now)

    read = trade(row)
    assert read is not None
    assert read.said == ""
    assert lived_occupations(owner=row.person) == ()


def test_another_title_asks_anew_and_the_same_one_does_not(now: datetime) -> None:
    row = told(now)
    tell_trade(experience_id=row.pk, code=BAKER, by=row.person, at=now)

    for title, lived in (("Boulanger", (BAKER,)), ("Vendeur", ())):
        words = Telling("EMPLOYED", Period(2010, to_year=2016), title, "Je façonnais le pain.")
        retell_experience(experience_id=row.pk, told=words, by=row.person, at=now)
        assert lived_occupations(owner=row.person) == lived


def test_a_private_story_is_left_out_where_the_counsellor_looks_on(now: datetime) -> None:
    row = told(now, is_private=True)
    tell_trade(experience_id=row.pk, code=BAKER, by=row.person, at=now)

    assert lived_occupations(owner=row.person) == (BAKER,)
    assert lived_occupations(owner=row.person, has_private=False) == ()


def test_someone_elses_story_and_a_code_nobody_knows_are_refused(now: datetime) -> None:
    row = told(now)

    with pytest.raises(PieceHidden):
        tell_trade(experience_id=row.pk, code=BAKER, by=a_person(), at=now)
    with pytest.raises(UnknownOccupation):
        tell_trade(experience_id=row.pk, code="Z9999", by=row.person, at=now)

    assert lived_occupations(owner=row.person) == ()
