"""The synthesis: from validated pieces alone, four parts, both voices, locked under the person's key."""

from datetime import datetime, timedelta

import pytest

from bilan.audit.models import Event
from bilan.cases.errors import (
    ChangedMeanwhile,
    NotPermitted,
    PhaseUnfinished,
    SynthesisIncomplete,
    SynthesisLocked,
    SynthesisMissing,
)
from bilan.cases.models import Case, Phase, Synthesis
from bilan.cases.operations import (
    acknowledge_synthesis,
    draft_synthesis,
    edit_synthesis,
    enter_next_phase,
    write_observations,
)
from bilan.cases.operations.syntheses import content_digest, reworded
from bilan.cases.pieces import PARTS, SynthesisPiece, ToldSynthesis
from bilan.cases.queries import read_by, synthesis_of
from bilan.instruments.library import RIASEC
from bilan.instruments.operations import give_opinion
from bilan.portfolio.pieces import Claim
from bilan.vault.models import DataKey
from tests.cases.builders import (
    AIM,
    WHY_NOW,
    a_demand,
    a_drafted_synthesis,
    a_held_session,
    a_locked_synthesis,
    a_quick_case,
    an_emptied_part,
    the_counsellor,
)
from tests.instruments.builders import a_finished_one
from tests.portfolio.builders import a_card, an_experience
from tests.projects.builders import CODES, a_fact, a_plan_option
from tests.providers.builders import MANAGER, a_practitioner

pytestmark = pytest.mark.django_db


def told_of(case: Case, now: datetime) -> ToldSynthesis:
    told = synthesis_of(read_by(case=case, reader=case.beneficiary, what="synthesis", at=now))
    assert told is not None
    return told


def texts(told: ToldSynthesis, part: str) -> list[str]:
    return [piece.text for piece in told.parts[part]]


def a_told_case(now: datetime) -> Case:
    case = a_quick_case(at=now - timedelta(days=40))
    a_demand(case, at=now)
    return case


def test_has_four_parts_each_piece_with_its_source(now: datetime) -> None:
    case = a_told_case(now)

    a_drafted_synthesis(case, at=now)

    told = told_of(case, now)
    assert tuple(told.parts) == PARTS
    assert told.missing_parts == ()
    kinds = {part: [piece.kind for piece in pieces] for part, pieces in told.parts.items()}
    assert kinds == {
        "circumstances": ["CASE", "DEMAND", "AIM"],
        "skills": ["CARD"],
        "project": ["OPTION"],
        "steps": ["STEP"],
    }
    assert all(piece.key for pieces in told.parts.values() for piece in pieces)
    circumstances = " ".join(texts(told, "circumstances"))
    assert WHY_NOW in circumstances
    assert AIM.text in circumstances
    assert "Hélène Quéméner" in circumstances


def test_takes_only_results_that_the_person_recognized(now: datetime) -> None:
    case = a_told_case(now)
    items = {f"R{rank:02d}": 4 for rank in range(1, 11)}
    result = a_finished_one(person=case.beneficiary, instrument_id=RIASEC, at=now, other=1, values=items)
    a_drafted_synthesis(case, at=now)
    assert "RESULT" not in {piece.kind for piece in told_of(case, now).parts["skills"]}

    give_opinion(administration=result, opinion="PARTLY", by=case.beneficiary, at=now)
    draft_synthesis(case=case, by=the_counsellor(case), at=now)

    found = [piece for piece in told_of(case, now).parts["skills"] if piece.kind == "RESULT"]
    assert [piece.key for piece in found] == [str(result.pk)]
    assert "reconnu en partie" in found[0].text


def test_leaves_out_what_is_private_or_no_more_wanted(now: datetime) -> None:
    case = a_told_case(now)
    person = case.beneficiary
    hidden = an_experience(person=person, at=now, title="Aidante de ma mère", is_private=True)
    a_card(person=person, at=now, sentence="Soigner.", experience=hidden, claim=Claim(is_private=True))
    a_card(person=person, at=now, sentence="Porter des sacs.", claim=Claim(liking="NO_MORE"))
    a_card(person=person, at=now, sentence="Organiser.")

    a_drafted_synthesis(case, at=now)

    skills = " ".join(texts(told_of(case, now), "skills"))
    assert "Organiser." in skills
    for word in ("Soigner", "Aidante", "Porter"):
        assert word not in skills


def test_tells_plan_b_and_the_facts_learnt(now: datetime) -> None:
    case = a_told_case(now)
    option = a_plan_option(person=case.beneficiary, at=now, plan="PLAN_B", code=CODES[1])
    a_fact(option=option, at=now)

    a_drafted_synthesis(case, at=now)

    project = texts(told_of(case, now), "project")
    assert project[0].startswith("Projet A")
    assert project[1].startswith("Projet B")
    assert "On recrute toute l’année." in project[2]


def test_the_table_holds_no_word_of_it(now: datetime) -> None:
    case = a_told_case(now)

    row = a_drafted_synthesis(case, at=now)

    assert b"farine" not in bytes(row.parts_sealed)
    assert "farine" not in str(list(Event.objects.values()))


def test_drafting_begins_the_conclusion_when_the_investigation_is_finished(now: datetime) -> None:
    case = a_quick_case(at=now)

    with pytest.raises(PhaseUnfinished):
        draft_synthesis(case=case, by=the_counsellor(case), at=now)
    with pytest.raises(PhaseUnfinished):
        enter_next_phase(case=case, by=the_counsellor(case), at=now)
    a_drafted_synthesis(case, at=now)

    assert Case.objects.get().phase == Phase.CONCLUSION


def test_the_practitioner_begins_the_conclusion_by_hand(now: datetime) -> None:
    case = a_quick_case(at=now)
    a_held_session(case, starts_at=now - timedelta(days=2))
    a_card(person=case.beneficiary, at=now)
    a_plan_option(person=case.beneficiary, at=now)

    with pytest.raises(NotPermitted):
        enter_next_phase(case=case, by=case.beneficiary, at=now)
    assert enter_next_phase(case=case, by=the_counsellor(case), at=now) == Phase.CONCLUSION


def test_rewording_keeps_the_source_and_one_s_own_sentence_is_marked(now: datetime) -> None:
    case = a_told_case(now)
    row = a_drafted_synthesis(case, at=now)
    before = told_of(case, now).parts["skills"][0]
    texts_now = [before.text.replace("Je tiens", "Elle tient"), "Claire sait où elle va."]

    edit_synthesis(
        case=case, part="skills", texts=texts_now, revision=row.revision, by=the_counsellor(case), at=now
    )

    card, own = told_of(case, now).parts["skills"]
    assert (card.kind, card.key, card.is_edited) == ("CARD", before.key, True)
    assert (own.kind, own.key) == ("COUNSELLOR", "")


def test_drafting_again_brings_what_is_new_and_keeps_rewordings(now: datetime) -> None:
    case = a_told_case(now)
    row = a_drafted_synthesis(case, at=now)
    text = told_of(case, now).parts["skills"][0].text.replace("Je tiens", "Elle tient")
    edit_synthesis(
        case=case,
        part="skills",
        texts=[text, "À moi."],
        revision=row.revision,
        by=the_counsellor(case),
        at=now,
    )
    a_card(person=case.beneficiary, at=now, sentence="Je négocie.")

    draft_synthesis(case=case, by=the_counsellor(case), at=now)

    found = texts(told_of(case, now), "skills")
    assert text in found
    assert found[-1] == "À moi."
    assert any("Je négocie." in line for line in found)


def test_refuses_to_overwrite_a_revision_that_was_not_seen(now: datetime) -> None:
    case = a_told_case(now)
    row = a_drafted_synthesis(case, at=now)
    draft_synthesis(case=case, by=the_counsellor(case), at=now)

    with pytest.raises(ChangedMeanwhile):
        edit_synthesis(
            case=case, part="skills", texts=["x"], revision=row.revision, by=the_counsellor(case), at=now
        )
    with pytest.raises(ChangedMeanwhile):
        acknowledge_synthesis(case=case, revision=row.revision, by=case.beneficiary, at=now)


def test_both_acknowledge_and_it_is_locked_under_the_person_s_key(now: datetime) -> None:
    case = a_told_case(now)
    a_drafted_synthesis(case, at=now)
    write_observations(case=case, text="D’accord avec tout.", by=case.beneficiary, at=now)

    acknowledge_synthesis(case=case, by=case.beneficiary, at=now)
    assert Synthesis.objects.get().locked_at is None
    acknowledge_synthesis(case=case, by=the_counsellor(case), at=now + timedelta(hours=1))

    row = Synthesis.objects.select_related("key").get()
    told = told_of(case, now)
    assert row.locked_at == now + timedelta(hours=1)
    assert row.key.purpose == DataKey.Purpose.PERSON
    assert (told.observations, told.is_locked) == ("D’accord avec tout.", True)
    assert row.content_sha256 == content_digest(told)


def test_acknowledging_twice_keeps_the_first(now: datetime) -> None:
    case = a_told_case(now)
    a_drafted_synthesis(case, at=now)

    acknowledge_synthesis(case=case, by=case.beneficiary, at=now)
    acknowledge_synthesis(case=case, by=case.beneficiary, at=now + timedelta(hours=1))

    assert Synthesis.objects.get().acknowledged_by_beneficiary_at == now
    assert Event.objects.filter(act="synthesis.acknowledged").count() == 1


def test_an_empty_part_is_not_acknowledged(now: datetime) -> None:
    case = a_told_case(now)
    a_drafted_synthesis(case, at=now)
    an_emptied_part(case, part="steps", at=now)

    with pytest.raises(SynthesisIncomplete) as refused:
        acknowledge_synthesis(case=case, by=the_counsellor(case), at=now)

    assert refused.value.parts == ("steps",)


def test_observations_ask_the_practitioner_to_look_again(now: datetime) -> None:
    case = a_told_case(now)
    a_drafted_synthesis(case, at=now)
    acknowledge_synthesis(case=case, by=the_counsellor(case), at=now)

    write_observations(case=case, text="Une nuance.", by=case.beneficiary, at=now)

    assert Synthesis.objects.get().acknowledged_by_practitioner_at is None


def test_an_edit_asks_both_to_look_again(now: datetime) -> None:
    case = a_told_case(now)
    row = a_drafted_synthesis(case, at=now)
    acknowledge_synthesis(case=case, by=case.beneficiary, at=now)

    edit_synthesis(
        case=case, part="steps", texts=["Demain."], revision=row.revision, by=the_counsellor(case), at=now
    )

    assert Synthesis.objects.get().acknowledged_by_beneficiary_at is None


def test_a_locked_synthesis_changes_no_more(now: datetime) -> None:
    case = a_told_case(now)
    row = a_locked_synthesis(case, at=now)
    counsellor = the_counsellor(case)

    with pytest.raises(SynthesisLocked):
        draft_synthesis(case=case, by=counsellor, at=now)
    with pytest.raises(SynthesisLocked):
        edit_synthesis(case=case, part="steps", texts=[], revision=row.revision, by=counsellor, at=now)
    with pytest.raises(SynthesisLocked):
        write_observations(case=case, text="Trop tard.", by=case.beneficiary, at=now)


def test_nothing_to_change_before_a_draft(now: datetime) -> None:
    case = a_told_case(now)

    with pytest.raises(SynthesisMissing):
        write_observations(case=case, text="?", by=case.beneficiary, at=now)
    with pytest.raises(SynthesisMissing):
        acknowledge_synthesis(case=case, by=case.beneficiary, at=now)
    with pytest.raises(SynthesisMissing):
        edit_synthesis(case=case, part="steps", texts=[], revision=1, by=the_counsellor(case), at=now)


def test_each_keeps_to_their_column(now: datetime) -> None:
    case = a_told_case(now)
    row = a_drafted_synthesis(case, at=now)
    provider = case.practitioner.provider
    manager = a_practitioner(provider=provider, role=MANAGER).person
    colleague = a_practitioner(provider=provider).person

    with pytest.raises(NotPermitted):
        write_observations(case=case, text="x", by=the_counsellor(case), at=now)
    for stranger in (case.beneficiary, manager, colleague):
        with pytest.raises(NotPermitted):
            edit_synthesis(case=case, part="steps", texts=[], revision=row.revision, by=stranger, at=now)
        with pytest.raises(NotPermitted):
            draft_synthesis(case=case, by=stranger, at=now)
    for stranger in (manager, colleague):
        with pytest.raises(NotPermitted):
            acknowledge_synthesis(case=case, by=stranger, at=now)


def test_sentences_find_their_source_wherever_they_moved() -> None:
    first = SynthesisPiece("Avant le 3 décembre : appeler Karim", "STEP", "1")
    second = SynthesisPiece("Avant le 9 janvier : visiter le fournil", "STEP", "2")

    found = reworded(
        before=[first, second],
        texts=["  ", second.text, "Avant le 4 décembre : appeler Karim", "Une phrase sans rapport aucun"],
    )

    assert [(piece.key, piece.kind, piece.is_edited) for piece in found] == [
        ("2", "STEP", False),
        ("1", "STEP", True),
        ("", "COUNSELLOR", False),
    ]
