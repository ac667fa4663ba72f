"""Six options at most, each with its reasons; kept, set aside, looked at closely."""

import re

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from bilan.occupations.models import Area
from bilan.projects.models import Evidence, Option
from bilan.projects.operations import refuse_occupation
from bilan.projects.queries import options_of
from tests.builders import a_person
from tests.projects.builders import CODES, a_catalogue, a_fact, an_option
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_france")]


@pytest.fixture
def _france() -> None:
    """Market figures are asked of an area, whatever the catalogue."""
    Area.objects.create(kind="NATION", code="FR", name="France")


def told(**changed: str) -> dict[str, str]:
    fact = {"side": "MARKET", "learnt": "On recrute en juin.", "who": "Karim", "verdict": "GO"}
    return fact | {"on": localdate().isoformat()} | changed


def hidden_in(page: str, name: str) -> str:
    """Return the value of a hidden field."""
    (field,) = re.findall(rf'<input[^>]*id="{name}"[^>]*>', page)
    value = re.search(r"value=\"(\d+)\"", field)
    assert value is not None
    return value[1]


def kept_words(visitor: Visitor) -> str:
    (option,) = options_of(owner=visitor.person, reader=visitor.person)
    return option.feeling.words or option.reason


def test_before_anything_is_known_the_page_teaches_the_first_step() -> None:
    a_catalogue()

    page = a_visitor().get(reverse("options"))

    assert is_well_made(page)
    assert reverse("skills") in page
    assert "<svg" not in page


def test_a_kept_option_stays_in_the_list_and_opens_its_page() -> None:
    visitor = a_visitor()
    a_catalogue()

    page = visitor.said(reverse("option-keep"), code=CODES[0])

    row = Option.objects.get()
    assert is_well_made(page)
    assert reverse("option", args=[row.pk]) in page


def test_a_seventh_option_is_refused_with_what_to_do() -> None:
    visitor = a_visitor()
    for code in CODES[:6]:
        an_option(person=visitor.person, at=visitor.now, code=code)

    page = visitor.said(reverse("option-keep"), code=CODES[6])

    assert "Vous gardez déjà 6 pistes" in page
    assert page.count('class="opt"') == 6


def test_an_occupation_that_does_not_exist_is_not_kept() -> None:
    visitor = a_visitor()
    a_catalogue()

    assert visitor.post(reverse("option-keep"), code="Z9999").status_code == 404
    assert visitor.post(reverse("option-refuse"), code="Z9999", reason="Non.").status_code == 404


def test_a_refused_option_leaves_the_list_with_its_reason() -> None:
    visitor = a_visitor()
    a_catalogue()

    visitor.post(reverse("option-refuse"), code=CODES[0], reason="Trop loin de chez moi.")
    page = visitor.get(reverse("options-aside"))

    assert is_well_made(page)
    assert "Trop loin de chez moi." in page
    assert not options_of(owner=visitor.person, reader=visitor.person)


def test_a_refused_option_can_be_taken_up_again() -> None:
    visitor = a_visitor()
    a_catalogue()
    refuse_occupation(person=visitor.person, code=CODES[0], reason="Non.", by=visitor.person, at=visitor.now)

    visitor.post(reverse("option-keep"), code=CODES[0])

    assert len(options_of(owner=visitor.person, reader=visitor.person)) == 1


def test_what_was_learnt_on_the_ground_is_kept_with_whom_and_when() -> None:
    visitor = a_visitor()
    row = an_option(person=visitor.person, at=visitor.now)

    page = visitor.said(reverse("option-fact", args=[row.pk]), **told())

    assert is_well_made(page)
    assert "On recrute en juin." in page
    assert "Karim" in page


def test_a_fact_of_tomorrow_is_refused_and_the_words_are_kept() -> None:
    visitor = a_visitor()
    row = an_option(person=visitor.person, at=visitor.now)

    page = visitor.said(reverse("option-fact", args=[row.pk]), **told(on="2099-01-01"))

    assert "Cette date ne convient pas" in page
    assert "On recrute en juin." in page
    assert not Evidence.objects.exists()


def test_a_fact_can_be_taken_out_by_its_owner_alone() -> None:
    visitor, other = a_visitor(), a_person(name="Nadia Other")
    mine = an_option(person=visitor.person, at=visitor.now)
    fact = a_fact(option=mine, at=visitor.now)
    theirs = a_fact(option=an_option(person=other, at=visitor.now), at=visitor.now)

    assert visitor.post(reverse("option-fact-remove", args=[mine.pk, theirs.pk])).status_code == 404
    visitor.post(reverse("option-fact-remove", args=[mine.pk, fact.pk]))

    assert Evidence.objects.get().pk == theirs.pk


def test_energy_and_doubt_are_noted_within_their_scale() -> None:
    visitor = a_visitor()
    row = an_option(person=visitor.person, at=visitor.now)

    visitor.post(reverse("option-feeling", args=[row.pk]), energy="8", doubt="3", words="Cela me réveille.")
    refused = visitor.said(reverse("option-feeling", args=[row.pk]), energy="11", doubt="3", words="")
    (option,) = options_of(owner=visitor.person, reader=visitor.person)

    assert (option.feeling.energy, option.feeling.doubt) == (8, 3)
    assert is_well_made(refused)


@pytest.mark.parametrize(
    ("address", "first", "second"),
    [
        ("option-feeling", {"energy": "8", "words": "Premier onglet"}, {"words": "Second onglet"}),
        ("option-decide", {"decision": "ADAPT", "reason": "Premier onglet"}, {"reason": "Second onglet"}),
    ],
)
def test_what_another_tab_kept_is_shown_and_not_written_over(
    address: str, first: dict[str, str], second: dict[str, str]
) -> None:
    visitor = a_visitor()
    row = an_option(person=visitor.person, at=visitor.now)
    url, page = reverse(address, args=[row.pk]), visitor.get(reverse("option", args=[row.pk]))
    seen = hidden_in(page, f"{address.removeprefix('option-').replace('decide', 'decision')}-seen")
    visitor.post(url, **first, seen=seen)

    page = visitor.said(url, **(first | second), seen=seen)

    assert "Premier onglet" in page
    assert "Second onglet" in page
    assert "Gardé entre-temps" in page
    assert is_well_made(page)
    assert kept_words(visitor) == "Premier onglet"
    seen = hidden_in(page, f"{address.removeprefix('option-').replace('decide', 'decision')}-seen")
    visitor.post(url, **(first | second), seen=seen)
    assert kept_words(visitor) == "Second onglet"


def test_going_ahead_needs_the_five_sides_and_says_which_are_missing() -> None:
    visitor = a_visitor()
    row = an_option(person=visitor.person, at=visitor.now)

    page = visitor.said(reverse("option-decide", args=[row.pk]), decision="GO", reason="")

    assert "il manque un fait vérifié sur" in page
    assert is_well_made(page)


def test_dropping_sets_the_option_aside_with_the_reason() -> None:
    visitor = a_visitor()
    row = an_option(person=visitor.person, at=visitor.now)

    visitor.post(reverse("option-decide", args=[row.pk]), decision="DROP", reason="Les horaires.")

    assert "Les horaires." in visitor.get(reverse("options-aside"))


@pytest.mark.parametrize(
    "name", ["option", "option-set-aside", "option-fact", "option-feeling", "option-decide"]
)
def test_someone_elses_option_does_not_exist(name: str) -> None:
    visitor = a_visitor()
    row = an_option(person=a_person(name="Nadia Other"), at=visitor.now)

    sent = visitor.post(reverse(name, args=[row.pk]), **told(reason="Non.", decision="DROP", energy="1"))

    assert sent.status_code == 404
    row.refresh_from_db()
    assert row.state == Option.State.KEPT


def test_six_options_cost_the_queries_of_two() -> None:
    visitor = a_visitor()
    for code in CODES[:2]:
        an_option(person=visitor.person, at=visitor.now, code=code)
    few = visitor.queries(reverse("options"))
    for code in CODES[2:6]:
        an_option(person=visitor.person, at=visitor.now, code=code)

    assert visitor.queries(reverse("options")) == few
