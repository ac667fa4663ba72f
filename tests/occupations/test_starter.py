"""The starter catalogue holds together, speaks both languages, and its codes are the publishers'."""

import csv
import io
import os
import re
import tomllib
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NotRequired, TypedDict, cast

import pytest

import bilan

PACKAGE = Path(bilan.__file__).parent
STARTER = PACKAGE / "occupations" / "starter"
CARDS = PACKAGE / "instruments" / "library" / "work-values.toml"
KINDS = {"SKILL", "KNOWLEDGE", "ATTITUDE", "CONTEXT"}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
STRAIGHT_QUOTE = re.compile(r"['\"]")
LANGUAGES = ("fr", "en")


class Skill(TypedDict):
    """A skill as its file writes it."""

    kind: str
    fr: str
    en: str
    also_fr: NotRequired[list[str]]
    also_en: NotRequired[list[str]]


class Occupation(TypedDict):
    """An occupation as its file writes it."""

    rome: str
    isco: str
    esco: str
    riasec: str
    fr: str
    en: str
    also_fr: NotRequired[list[str]]
    also_en: NotRequired[list[str]]
    about_fr: str
    about_en: str
    level: int
    months: int
    values: list[str]
    essential: list[str]
    optional: list[str]
    contexts: list[str]
    neighbours: list[str]


def read(folder: str) -> Iterator[tuple[Path, dict[str, object]]]:
    """Yield each file of a folder of the starter with what it says."""
    for path in sorted((STARTER / folder).glob("*.toml")):
        yield path, tomllib.loads(path.read_text(encoding="utf-8"))


SKILL_ENTRIES = [(slug, cast("Skill", entry)) for _, text in read("skills") for slug, entry in text.items()]
SKILLS = dict(SKILL_ENTRIES)
OCCUPATIONS = [
    entry for _, text in read("occupations") for entry in cast("list[Occupation]", text["occupation"])
]
CODES = {occupation["rome"] for occupation in OCCUPATIONS}


def skills_of(job: Occupation) -> list[str]:
    """Return what an occupation asks, contexts left out."""
    return job["essential"] + job["optional"]


def failing(holds: Callable[[Occupation], bool]) -> list[str]:
    """Return the codes of the occupations of which something does not hold."""
    return [job["rome"] for job in OCCUPATIONS if not holds(job)]


def repeated(texts: Iterable[str]) -> list[str]:
    """Return the texts that stand more than once, whatever their case."""
    return [text for text, count in Counter(map(str.casefold, texts)).items() if count > 1]


def labels(entry: Skill | Occupation, language: str) -> list[str]:
    """Return the label of an entry and its other ways to say it."""
    if language == "fr":
        return [entry["fr"], *entry.get("also_fr", [])]
    return [entry["en"], *entry.get("also_en", [])]


def test_has_about_a_hundred_and_fifty_occupations_and_nine_hundred_skills() -> None:
    assert 150 <= len(OCCUPATIONS) <= 180
    assert 850 <= len(SKILLS) <= 950


def test_covers_each_domain_and_each_isco_major_group() -> None:
    assert {code[0] for code in CODES} == set("ABCDEFGHIJKLMN")
    assert {job["isco"][0] for job in OCCUPATIONS} == set("0123456789")


def test_says_that_it_is_a_starter_in_both_languages() -> None:
    about = tomllib.loads((STARTER / "catalogue.toml").read_text(encoding="utf-8"))

    assert "Catalogue de départ" in about["notice_fr"]
    assert "Starter catalogue" in about["notice_en"]
    assert about["licence"] == "EUPL-1.2"
    assert isinstance(about["published_on"], date)
    assert {"name", "version"} <= about.keys()


def test_notice_counts_what_is_there() -> None:
    about = tomllib.loads((STARTER / "catalogue.toml").read_text(encoding="utf-8"))
    counts = [int(number) for number in re.findall(r"\d+", about["notice_fr"])]

    assert abs(counts[0] - len(OCCUPATIONS)) <= 10
    assert abs(counts[1] - len(SKILLS)) <= 10


def test_writes_each_slug_and_each_code_once() -> None:
    assert repeated(slug for slug, _ in SKILL_ENTRIES) == []
    assert repeated(job["rome"] for job in OCCUPATIONS) == []
    assert [slug for slug in SKILLS if not SLUG.fullmatch(slug)] == []


def test_files_each_occupation_under_its_domain() -> None:
    for path, text in read("occupations"):
        jobs = cast("list[Occupation]", text["occupation"])

        assert {job["rome"][0] for job in jobs} == {path.stem}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_skills_and_no_two_occupations_share_a_label(language: str) -> None:
    assert repeated(text for skill in SKILLS.values() for text in labels(skill, language)) == []
    assert repeated(text for job in OCCUPATIONS for text in labels(job, language)) == []


def test_fills_both_languages_with_typographic_apostrophes() -> None:
    entries: list[Skill | Occupation] = [*SKILLS.values(), *OCCUPATIONS]
    texts = [text for entry in entries for language in LANGUAGES for text in labels(entry, language)]
    texts += [text for job in OCCUPATIONS for text in (job["about_fr"], job["about_en"])]

    assert [text for text in texts if text != text.strip() or len(text) < 2] == []
    assert [text for text in texts if STRAIGHT_QUOTE.search(text)] == []


def test_has_the_four_kinds_of_skills_and_no_other() -> None:
    counts = Counter(skill["kind"] for skill in SKILLS.values())

    assert counts.keys() == KINDS
    assert min(counts.values()) >= 20


def test_uses_each_skill_and_none_everywhere() -> None:
    uses = Counter(slug for job in OCCUPATIONS for slug in skills_of(job))
    contexts = Counter(slug for job in OCCUPATIONS for slug in job["contexts"])

    assert SKILLS.keys() - uses.keys() - contexts.keys() == set()
    assert [slug for slug, count in uses.items() if count > 40] == []


def test_each_asks_known_skills_in_reasonable_number() -> None:
    def kinds(slugs: list[str]) -> set[str]:
        return {SKILLS[slug]["kind"] for slug in slugs}

    assert failing(lambda job: 8 <= len(job["essential"]) <= 14) == []
    assert failing(lambda job: 3 <= len(job["optional"]) <= 8) == []
    assert failing(lambda job: repeated(skills_of(job) + job["contexts"]) == []) == []
    assert failing(lambda job: kinds(skills_of(job)) <= KINDS - {"CONTEXT"}) == []
    assert failing(lambda job: kinds(job["contexts"]) == {"CONTEXT"}) == []


def test_each_shares_four_skills_with_other_domains() -> None:
    domains = defaultdict(set)
    for other in OCCUPATIONS:
        for slug in skills_of(other):
            domains[slug].add(other["rome"][0])

    assert failing(lambda job: sum(len(domains[slug]) > 1 for slug in skills_of(job)) >= 4) == []


def test_each_leads_to_neighbours_that_are_inside() -> None:
    assert failing(lambda job: 3 <= len(job["neighbours"]) <= 8) == []
    assert failing(lambda job: set(job["neighbours"]) <= CODES - {job["rome"]}) == []
    assert failing(lambda job: repeated(job["neighbours"]) == []) == []


def test_each_occupation_can_be_reached_from_another() -> None:
    reached = {code for job in OCCUPATIONS for code in job["neighbours"]}

    assert CODES - reached == set()


def test_each_states_access_and_values() -> None:
    cards = {card["id"] for card in tomllib.loads(CARDS.read_text(encoding="utf-8"))["items"]}

    assert failing(lambda job: 1 <= job["level"] <= 8) == []
    assert failing(lambda job: 0 <= job["months"] <= 72) == []
    assert failing(lambda job: 2 <= len(job["values"]) <= 5) == []
    assert failing(lambda job: set(job["values"]) <= cards) == []


def publisher_rows(folder: str, archive: str, member: str) -> list[dict[str, str]]:
    """Return the rows of a table inside a publisher's archive, or skip when they are not here."""
    place = os.environ.get("BILAN_REFERENCE", "")
    if not place:
        pytest.skip("BILAN_REFERENCE is not set: the publishers' files are not here")
    path = next(Path(place, folder).glob(archive))
    with zipfile.ZipFile(path) as opened:
        text = opened.read(member).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.reference
def test_rome_codes_and_interest_letters_are_the_publishers() -> None:
    rows = publisher_rows("rome", "*v460*.zip", "unix_referentiel_code_rome_riasec_v460_utf8.csv")
    letters = {row["code_rome"]: row["riasec_majeur"] + row["riasec_mineur"] for row in rows}

    ours = {job["rome"]: job["riasec"] for job in OCCUPATIONS}

    assert ours == {code: letters.get(code) for code in ours}


@pytest.mark.reference
def test_rome_codes_exist() -> None:
    rows = publisher_rows("rome", "*v460*.zip", "unix_referentiel_code_rome_v460_utf8.csv")

    assert CODES - {row["code_rome"] for row in rows} == set()


@pytest.mark.reference
def test_esco_addresses_exist_and_carry_the_isco_code() -> None:
    rows = publisher_rows("esco", "*classification - en - csv.zip", "occupations_en.csv")
    groups = {row["conceptUri"]: row["iscoGroup"] for row in rows}

    ours = {job["esco"]: job["isco"] for job in OCCUPATIONS}

    assert ours == {address: groups.get(address) for address in ours}
