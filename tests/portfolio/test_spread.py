"""One sentence does not fill the page."""

from bilan.portfolio.operations.suggestions import MOST_A_SENTENCE, _spread
from bilan.portfolio.pieces import Finding
from bilan.portfolio.queries import MOST_OFFERED


def findings(*sentences: str) -> list[Finding]:
    """Return a finding for each sentence, best first."""
    return [Finding(f"uri:{rank}", because, 1 - rank / 100) for rank, because in enumerate(sentences)]


def test_three_skills_a_sentence_at_most_the_best_ones() -> None:
    kept = _spread(findings(*["demander de l’aide"] * 6, "tenir la caisse"))

    assert [finding.uri for finding in kept] == ["uri:0", "uri:1", "uri:2", "uri:6"]
    assert MOST_A_SENTENCE == 3


def test_ten_at_a_time_whatever_the_sentences() -> None:
    assert len(_spread(findings(*[f"phrase {number}" for number in range(30)]))) == MOST_OFFERED
