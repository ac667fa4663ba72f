"""What results say, who reads them, and what stands beside them."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bilan.engine.measure.change import Verdict
from bilan.instruments.errors import (
    AdministrationHidden,
    AnswerImpossible,
    NoLevelHere,
    ReasonMissing,
    StillUnfinished,
)
from bilan.instruments.library import ALLIANCE, CMS, DECISION, RIASEC, VALUES, instrument
from bilan.instruments.models import Administration, LevelCorrection, LevelEvidence
from bilan.instruments.operations import correct_level, give_evidence, give_opinion
from bilan.instruments.queries import (
    administration_for,
    administrations_of,
    change_between,
    latest_finished,
    result_of,
)
from bilan.instruments.results import AreaLevel, CmsResult, RiasecResult, ScaleResult, ValuesResult
from bilan.vault.errors import KeyDestroyed
from bilan.vault.operations import destroy_key
from tests.builders import a_person
from tests.instruments.builders import a_finished_one, an_administration

pytestmark = pytest.mark.django_db


def cms(administration: Administration) -> dict[str, AreaLevel]:
    result = result_of(administration=administration)
    assert isinstance(result, CmsResult)
    return {area.area: area for area in result.areas}


def riasec(administration: Administration) -> RiasecResult:
    result = result_of(administration=administration)
    assert isinstance(result, RiasecResult)
    return result


def letters(**values: int) -> dict[str, int | str | None]:
    return {item.id: values[item.scale or ""] for item in instrument(RIASEC).items}


@pytest.mark.parametrize(
    ("answers", "level"), [((0, 0, 1, 1), 1), ((1, 1, 1, 0), 2), ((2, 2, 1, 1), 3), ((3, 2, 2, 2), 4)]
)
def test_measures_the_level_of_an_area(now: datetime, answers: tuple[int, ...], level: int) -> None:
    values = {f"A{rank}": value for rank, value in enumerate(answers, 1)}
    administration = a_finished_one(person=a_person(), instrument_id=CMS, at=now, values=values)

    area = cms(administration)["A"]

    assert area.level == level
    assert area.standard_error == pytest.approx(0.383, abs=0.001)


def test_a_level_of_three_counts_as_two_until_something_shows_it(now: datetime) -> None:
    person = a_person()
    administration = a_finished_one(person=person, instrument_id=CMS, at=now, other=2)
    before = cms(administration)["B"]

    give_evidence(
        administration=administration, area="B", text="J’ai interrogé trois soudeurs.", by=person, at=now
    )

    after = cms(administration)["B"]
    assert (before.level, before.held_level, before.needs_evidence) == (3, 2, True)
    assert (after.level, after.held_level, after.needs_evidence) == (3, 3, False)
    assert after.evidence == "J’ai interrogé trois soudeurs."


def test_a_level_of_two_needs_nothing(now: datetime) -> None:
    area = cms(a_finished_one(person=a_person(), instrument_id=CMS, at=now, other=1))["C"]

    assert (area.held_level, area.needs_evidence) == (2, False)


def test_the_practitioner_s_level_stands_beside_the_measured_one(now: datetime) -> None:
    person, counselor = a_person(), a_person(name="Hélène Quéméner")
    administration = a_finished_one(person=person, instrument_id=CMS, at=now, other=1)

    correct_level(
        administration=administration,
        area="D",
        level=3,
        reason="Son plan est écrit et daté.",
        by=counselor,
        is_practitioner=True,
        at=now,
    )

    area = cms(administration)["D"]
    assert (area.level, area.held_level) == (2, 3)
    assert area.correction is not None
    assert (area.correction.reason, area.correction.by) == ("Son plan est écrit et daté.", "Hélène Quéméner")
    assert area.is_supported


def test_the_practitioner_may_change_the_correction(now: datetime) -> None:
    person, counselor = a_person(), a_person()
    administration = a_finished_one(person=person, instrument_id=CMS, at=now, other=1)

    for level in (3, 1):
        correct_level(
            administration=administration,
            area="D",
            level=level,
            reason="Vu ensemble.",
            by=counselor,
            is_practitioner=True,
            at=now,
        )

    result = result_of(administration=administration)
    assert isinstance(result, CmsResult)
    assert result.levels == {"A": 2, "B": 2, "C": 2, "D": 1, "E": 2}


@pytest.mark.parametrize(
    ("level", "reason", "refusal"),
    [(0, "x", AnswerImpossible), (5, "x", AnswerImpossible), (3, " ", ReasonMissing)],
)
def test_refuses_a_correction_without_sense(
    now: datetime, level: int, reason: str, refusal: type[Exception]
) -> None:
    administration = a_finished_one(person=a_person(), instrument_id=CMS, at=now)

    with pytest.raises(refusal):
        correct_level(
            administration=administration,
            area="A",
            level=level,
            reason=reason,
            by=a_person(),
            is_practitioner=True,
            at=now,
        )


@pytest.mark.parametrize("who", ["owner", "practitioner of another"])
def test_nobody_else_corrects_a_level(now: datetime, who: str) -> None:
    person = a_person()
    administration = a_finished_one(person=person, instrument_id=CMS, at=now)
    by = person if who == "owner" else a_person()

    with pytest.raises(AdministrationHidden):
        correct_level(
            administration=administration,
            area="A",
            level=3,
            reason="Je le sais.",
            by=by,
            is_practitioner=who == "owner",
            at=now,
        )


def test_an_area_with_one_answer_has_no_level(now: datetime) -> None:
    person = a_person()
    administration = a_finished_one(
        person=person, instrument_id=CMS, at=now, values={"A1": 2, "A2": None, "A3": None, "A4": None}
    )

    area = cms(administration)["A"]

    assert (area.level, area.held_level, area.mean) == (None, None, None)
    with pytest.raises(NoLevelHere):
        give_evidence(administration=administration, area="A", text="Oui.", by=person, at=now)


def test_refuses_empty_evidence_and_someone_else_s(now: datetime) -> None:
    person = a_person()
    administration = a_finished_one(person=person, instrument_id=CMS, at=now)

    with pytest.raises(ReasonMissing):
        give_evidence(administration=administration, area="A", text=" ", by=person, at=now)
    with pytest.raises(AdministrationHidden):
        give_evidence(administration=administration, area="A", text="Oui.", by=a_person(), at=now)


def test_refuses_evidence_for_a_questionnaire_without_levels(now: datetime) -> None:
    person = a_person()
    administration = a_finished_one(person=person, instrument_id=RIASEC, at=now)

    with pytest.raises(NoLevelHere):
        give_evidence(administration=administration, area="A", text="Oui.", by=person, at=now)


def test_orders_interests_and_keeps_their_error(now: datetime) -> None:
    values = letters(R=1, I=2, A=3, S=4, E=0, C=3)
    result = riasec(a_finished_one(person=a_person(), instrument_id=RIASEC, at=now, values=values))

    assert result.order == ("S", "A", "C", "I", "R", "E")
    assert result.leading == ("S", "A", "C")
    assert not result.is_flat
    assert result.interest("S").score == 40
    assert result.interest("R").share == pytest.approx(0.25)
    assert result.as_profile["R"] == pytest.approx((0.25, 0.087), abs=0.001)
    assert result.indistinct == (("A", "C"),)


def test_the_band_stays_between_zero_and_one(now: datetime) -> None:
    values = letters(R=0, I=2, A=2, S=4, E=2, C=2)
    result = riasec(a_finished_one(person=a_person(), instrument_id=RIASEC, at=now, values=values))

    assert (result.interest("R").low, result.interest("S").high) == (0, 1)
    assert result.interest("R").high == pytest.approx(0.087, abs=0.001)


def test_says_plainly_that_a_profile_is_flat(now: datetime) -> None:
    result = riasec(a_finished_one(person=a_person(), instrument_id=RIASEC, at=now, other=3))

    assert result.is_flat
    assert result.leading == ()


def test_an_interest_with_too_few_answers_has_no_score(now: datetime) -> None:
    values = letters(R=1, I=2, A=3, S=4, E=0, C=3) | {f"R{rank:02d}": None for rank in range(1, 5)}
    result = riasec(a_finished_one(person=a_person(), instrument_id=RIASEC, at=now, values=values))

    assert result.interest("R").score is None
    assert "R" not in result.as_profile
    assert result.is_flat


def test_keeps_the_person_s_order_of_values(now: datetime) -> None:
    values: dict[str, int | str | None] = {
        "calme": "INDISPENSABLE",
        "aide": "INDISPENSABLE",
        "statut": "AVOID",
    }
    administration = a_finished_one(person=a_person(), instrument_id=VALUES, at=now, values=values)

    result = result_of(administration=administration)

    assert isinstance(result, ValuesResult)
    assert result.ordered_ids == ("calme", "aide")
    assert [card.id for card in result.pile("AVOID")] == ["statut"]
    assert len(result.pile("SECONDARY")) == 33


@pytest.mark.parametrize(("value", "low"), [(5, ["bond"]), (6, [])])
def test_alerts_under_six_out_of_ten(now: datetime, value: int, low: list[str]) -> None:
    administration = a_finished_one(
        person=a_person(), instrument_id=ALLIANCE, at=now, values={"bond": value}, other=9
    )

    result = result_of(administration=administration)

    assert isinstance(result, ScaleResult)
    assert [item.id for item in result.low_items] == low
    assert result.mean == pytest.approx((18 + value) / 3)


def test_a_measure_without_threshold_never_alerts(now: datetime) -> None:
    result = result_of(
        administration=a_finished_one(person=a_person(), instrument_id=DECISION, at=now, other=0)
    )

    assert isinstance(result, ScaleResult)
    assert result.low_items == ()


def test_gives_no_result_before_the_end(now: datetime) -> None:
    person = a_person()
    administration = an_administration(person=person, instrument_id=RIASEC, at=now)

    with pytest.raises(StillUnfinished):
        result_of(administration=administration)
    with pytest.raises(StillUnfinished):
        give_opinion(administration=administration, opinion="YES", by=person, at=now)


def test_keeps_whether_the_person_recognizes_themselves(now: datetime) -> None:
    person = a_person()
    administration = a_finished_one(person=person, instrument_id=RIASEC, at=now)

    give_opinion(administration=administration, opinion="PARTLY", by=person, at=now)

    assert Administration.objects.get().opinion == "PARTLY"
    with pytest.raises(AnswerImpossible):
        give_opinion(administration=administration, opinion="MAYBE", by=person, at=now)
    with pytest.raises(AdministrationHidden):
        give_opinion(administration=administration, opinion="YES", by=a_person(), at=now)


def test_the_practitioner_reads_once_it_is_finished_not_before(now: datetime) -> None:
    person, counselor = a_person(), a_person()
    begun = an_administration(person=person, instrument_id=RIASEC, at=now)
    ended = a_finished_one(person=person, instrument_id=CMS, at=now)

    assert administration_for(reader=counselor, administration_id=ended.pk, is_practitioner=True) == ended
    assert administration_for(reader=person, administration_id=begun.pk) == begun
    with pytest.raises(AdministrationHidden):
        administration_for(reader=counselor, administration_id=begun.pk, is_practitioner=True)
    with pytest.raises(AdministrationHidden):
        administration_for(reader=counselor, administration_id=ended.pk)


def test_another_beneficiary_reads_nothing(now: datetime) -> None:
    other = a_person()
    a_finished_one(person=other, instrument_id=CMS, at=now)
    administration = a_finished_one(person=a_person(), instrument_id=CMS, at=now)

    for key in (administration.pk, uuid4()):
        with pytest.raises(AdministrationHidden):
            administration_for(reader=other, administration_id=key)


def test_what_was_destroyed_is_neither_listed_nor_read(now: datetime) -> None:
    person = a_person()
    administration = a_finished_one(person=person, instrument_id=CMS, at=now)

    destroy_key(key=administration.key, at=now)

    assert latest_finished(person=person, instrument_id=CMS) is None
    assert not administrations_of(person=person).exists()
    with pytest.raises(KeyDestroyed):
        result_of(administration=Administration.objects.select_related("key").get())


def test_finds_the_last_one_of_a_moment(now: datetime) -> None:
    person = a_person()
    start = a_finished_one(person=person, instrument_id=CMS, at=now)
    end = a_finished_one(person=person, instrument_id=CMS, at=now + timedelta(days=60), moment="END")

    assert latest_finished(person=person, instrument_id=CMS) == end
    assert latest_finished(person=person, instrument_id=CMS, moment="START") == start


def test_tells_a_real_change_from_an_uncertain_one(now: datetime) -> None:
    person = a_person()
    start = a_finished_one(person=person, instrument_id=CMS, at=now, other=1)
    values: dict[str, int | str | None] = {
        "A1": 3,
        "A2": 3,
        "A3": 3,
        "A4": 2,
        "E1": None,
        "E2": None,
        "E3": None,
    }
    end = a_finished_one(person=person, instrument_id=CMS, at=now, values=values, other=1, moment="END")

    changes = {change.scale: change.change.verdict for change in change_between(before=start, after=end)}

    assert changes == {
        "A": Verdict.BETTER,
        "B": Verdict.CANNOT_TELL,
        "C": Verdict.CANNOT_TELL,
        "D": Verdict.CANNOT_TELL,
    }


def test_refuses_to_compare_with_what_is_not_finished(now: datetime) -> None:
    person = a_person()
    start = a_finished_one(person=person, instrument_id=CMS, at=now)
    begun = an_administration(person=person, instrument_id=CMS, at=now, moment="END")

    with pytest.raises(StillUnfinished):
        change_between(before=start, after=begun)


def test_seals_evidence_and_reasons(now: datetime) -> None:
    person = a_person()
    administration = a_finished_one(person=person, instrument_id=CMS, at=now)
    give_evidence(administration=administration, area="A", text="Mon carnet", by=person, at=now)
    correct_level(
        administration=administration,
        area="A",
        level=3,
        reason="Lu ensemble",
        by=a_person(),
        is_practitioner=True,
        at=now,
    )

    assert b"carnet" not in bytes(LevelEvidence.objects.get().text_sealed)
    assert b"ensemble" not in bytes(LevelCorrection.objects.get().reason_sealed)


def test_reads_a_result_in_three_queries(now: datetime) -> None:
    administration = a_finished_one(person=a_person(), instrument_id=CMS, at=now)
    held = Administration.objects.select_related("key").get(pk=administration.pk)

    with CaptureQueriesContext(connection) as queries:
        result_of(administration=held)

    assert len(queries) == 3
