"""The engine's commands read and write JSON Lines, and a bad line does not stop the others."""

import json

import pytest
from typer.testing import CliRunner, Result

from bilan.cli.app import app
from tests.occupations.catalogues import a_village

pytestmark = pytest.mark.django_db


def bilan(*words: str, lines: list[object]) -> Result:
    """Run a command on some lines, told as objects or as they are."""
    told = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return CliRunner().invoke(app, list(words), input=told + "\n")


def answers(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_skills_quotes_the_words_that_led_there() -> None:
    a_village()

    result = bilan("skills", "--top", "1", lines=[{"id": "a", "text": "Je tenais la caisse"}])

    assert result.exit_code == 0
    (answer,) = answers(result)
    assert answer["id"] == "a"
    skill = answer["skills"][0]  # type: ignore[index]  # told by the guide
    assert set(skill) == {"uri", "label", "score", "because"}
    assert (skill["uri"], skill["label"]) == ("starter:till", "Tenir une caisse")
    assert skill["because"] == "Je tenais la caisse"


def test_titles_gives_occupations() -> None:
    a_village()

    result = bilan("titles", "--lang", "fr", lines=[{"id": 1, "text": "boulangère (h/f)"}])

    assert answers(result)[0]["occupations"][0]["code"] == "D1102"  # type: ignore[index]


def test_neighbours_tells_terms() -> None:
    a_village()

    result = bilan(
        "neighbours", "--top", "2", lines=[{"id": 1, "code": "D1102"}, {"id": 2, "code": "nowhere"}]
    )

    near, unknown = answers(result)
    assert set(near["occupations"][0]) == {"code", "label", "score", "terms"}  # type: ignore[index]
    assert "nowhere" in str(unknown["error"])
    assert result.exit_code == 2


def test_match_tells_terms_gaps_and_reasons() -> None:
    a_village()
    person = {
        "id": 1,
        "skills": ["starter:bread", {"uri": "starter:till", "proof": 4, "liking": 1}, "nobody:knows"],
        "riasec": {"R": 0.8, "S": [0.4, 0.1]},
        "values": ["équipe"],
        "constraints": {"refused_contexts": ["night-work"], "maximum_training_months": 12},
        "area": "69",
    }

    result = bilan("match", "--top", "2", lines=[person])

    (answer,) = answers(result)
    best = answer["occupations"][0]  # type: ignore[index]
    assert best["code"] == "D1106"
    assert best["gaps"][0] == {"uri": "starter:advise", "label": "Conseiller un client", "essential": True}
    assert best["terms"]["market"]["value"] is None
    assert best["for"]
    assert answer["unknown"] == ["nobody:knows"]


@pytest.mark.parametrize(
    ("command", "line", "identity"),
    [
        ("skills", "not json", None),
        ("skills", '{"id": 3}', 3),
        ("titles", '{"text": "vendeur"}', None),
        ("neighbours", '{"id": 4, "code": 5}', 4),
        ("match", '{"id": 5, "riasec": {"Z": 1}}', 5),
        ("match", '{"id": 6, "skill": []}', 6),
        ("match", "[1]", None),
    ],
)
def test_a_bad_line_is_told_and_the_others_go_on(command: str, line: str, identity: object) -> None:
    a_village()
    good = {"skills": '{"id": 9, "text": "pain"}', "titles": '{"id": 9, "text": "pain"}'}
    good |= {"neighbours": '{"id": 9, "code": "D1102"}', "match": '{"id": 9}'}

    result = bilan(command, lines=[line, good[command]])

    bad, other = answers(result)
    assert bad["id"] == identity
    assert bad["error"]
    assert "error" not in other
    assert result.exit_code == 2


def test_blank_lines_are_passed_over() -> None:
    a_village()

    assert bilan("skills", lines=["", "   "]).stdout == ""


@pytest.mark.parametrize(
    "words", [("skills", "--lang", "xx"), ("skills", "--top", "0"), ("match", "--catalogue", "esco")]
)
def test_wrong_usage_ends_with_2(words: tuple[str, ...]) -> None:
    a_village()

    assert bilan(*words, lines=[]).exit_code == 2
