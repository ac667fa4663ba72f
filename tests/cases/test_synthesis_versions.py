"""Every version of a draft is kept until it is locked; remarks in two tabs lose nothing; surprises get in."""

from datetime import datetime, timedelta

import pytest

from bilan.cases.errors import ChangedMeanwhile
from bilan.cases.models import Case, SynthesisVersion
from bilan.cases.operations import acknowledge_synthesis, draft_synthesis, edit_synthesis, write_observations
from bilan.cases.operations.destruction import destroy_content
from bilan.cases.pieces import ToldSynthesis
from bilan.cases.queries import read_by, synthesis_of, versions_of
from bilan.portfolio.pieces import Claim
from tests.cases.builders import a_demand, a_drafted_synthesis, a_quick_case, the_counsellor
from tests.portfolio.builders import a_card

pytestmark = pytest.mark.django_db


def a_told_case(now: datetime) -> Case:
    case = a_quick_case(at=now - timedelta(days=40))
    a_demand(case, at=now)
    a_drafted_synthesis(case, at=now)
    return case


def told_of(case: Case, now: datetime) -> ToldSynthesis:
    told = synthesis_of(read_by(case=case, reader=case.beneficiary, what="synthesis", at=now))
    assert told is not None
    return told


def test_each_version_is_there_to_be_read_again(now: datetime) -> None:
    case = a_told_case(now)
    edit_synthesis(
        case=case, part="steps", texts=["Appeler Karim."], revision=1, by=the_counsellor(case), at=now
    )

    versions = versions_of(read_by(case=case, reader=case.beneficiary, what="synthesis", at=now))

    assert [version.revision for version in versions] == [2, 1]
    assert [piece.text for piece in versions[0].parts["steps"]] == ["Appeler Karim."]
    assert versions[1].parts["steps"] != versions[0].parts["steps"]
    assert versions[0].by == str(the_counsellor(case))


def test_versions_go_when_the_text_is_locked(now: datetime) -> None:
    case = a_told_case(now)

    for person in (case.beneficiary, the_counsellor(case)):
        acknowledge_synthesis(case=case, by=person, at=now)

    assert not SynthesisVersion.objects.exists()


def test_versions_go_with_the_working_papers_and_are_counted(now: datetime) -> None:
    case = a_told_case(now)

    certificate = destroy_content(case, by=None, at=now)

    assert certificate.counts["synthesis_versions"] == 1
    assert not SynthesisVersion.objects.exists()


def test_remarks_written_meanwhile_are_not_overwritten(now: datetime) -> None:
    case = a_told_case(now)
    seen = told_of(case, now).observations_version
    write_observations(case=case, text="Un.", seen=seen, by=case.beneficiary, at=now)

    with pytest.raises(ChangedMeanwhile):
        write_observations(case=case, text="Deux.", seen=seen, by=case.beneficiary, at=now)
    again = told_of(case, now)
    write_observations(
        case=case, text="Un. Deux.", seen=again.observations_version, by=case.beneficiary, at=now
    )

    assert again.observations == "Un."
    assert told_of(case, now).observations == "Un. Deux."


def test_what_someone_did_not_know_they_could_do_is_in_the_draft_however_many_cards(now: datetime) -> None:
    case = a_told_case(now)
    surprise = a_card(
        person=case.beneficiary,
        at=now,
        sentence="Je calme une salle.",
        claim=Claim(was_unexpected=True, level=1),
    )
    for rank in range(15):
        a_card(person=case.beneficiary, at=now, sentence=f"Je fais {rank}.", claim=Claim(liking="LIKED"))

    draft_synthesis(case=case, by=the_counsellor(case), at=now)

    cards = [piece for piece in told_of(case, now).parts["skills"] if piece.kind == "CARD"]
    found = [piece for piece in cards if piece.key == str(surprise.pk)]
    assert len(cards) == 12
    assert [piece.text.startswith("Une surprise : Je calme une salle") for piece in found] == [True]
