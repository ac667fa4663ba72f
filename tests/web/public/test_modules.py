"""Anyone reads what a programme is made from: purpose, ways, minutes, needs, who does what."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bilan.rules.modules import Module, load_catalogue
from bilan.web.public.modules import ModuleView, PhaseView
from tests.web.html import page_of

pytestmark = pytest.mark.django_db
ADDRESS = "/modules/"
MOST_BYTES = 100_000


def shown(client: Client) -> dict[str, ModuleView]:
    """Return the modules of the page by code."""
    phases: tuple[PhaseView, ...] = client.get(ADDRESS).context["phases"]
    return {module.code: module for phase in phases for module in phase.modules}


def ways_of(told: Module) -> list[tuple[int, int, int]]:
    """Return the minutes of each way of a module."""
    return [(way.minutes, way.accompanied_minutes, way.counsellor_minutes) for way in told.modes]


def test_shows_every_module_with_the_minutes_of_each_way(client: Client) -> None:
    views = shown(client)

    assert list(views) == [told.code for told in load_catalogue().modules]
    for told in load_catalogue().modules:
        view = views[told.code]
        assert [
            (way.minutes, way.accompanied_minutes, way.counsellor_minutes) for way in view.ways
        ] == ways_of(told)


def test_each_module_has_a_place_that_a_link_can_name(client: Client) -> None:
    page = client.get(ADDRESS).content.decode()

    for told in load_catalogue().modules:
        assert f'id="module-{told.code}"' in page


def test_the_need_served_most_comes_first(client: Client) -> None:
    needs = load_catalogue().needs

    assert shown(client)["I1"].needs == tuple(needs[need].fr for need in ("A", "CONFIDENCE", "D"))


def test_what_a_way_brings_is_told_beside_the_one_that_brings_most(client: Client) -> None:
    face, video, guided = shown(client)["I1"].ways

    assert face.brings == 100
    assert (video.brings, guided.brings) == (round(1410 / 16), round(890 / 16))


def test_what_a_way_takes_at_home_is_told(client: Client) -> None:
    face, video, guided = (str(way.at_home) for way in shown(client)["I1"].ways)

    assert (face, guided) == ("rien", "rien")
    assert "téléphone" in video


def test_reads_no_row_and_stays_light(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(ADDRESS)

    with django_assert_num_queries(0):
        answer = client.get(ADDRESS)

    assert len(answer.content) < MOST_BYTES


def test_says_itself_in_english(client: Client) -> None:
    client.post("/language/", {"language": "en", "next": ADDRESS})

    page = page_of(client.get(ADDRESS))

    assert page.count("h1") == 1
    assert "Life line" in client.get(ADDRESS).content.decode()


def test_is_found_from_what_a_bilan_is(client: Client) -> None:
    assert f'href="{ADDRESS}"' in client.get("/about/").content.decode()
