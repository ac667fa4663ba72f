"""An agreement of three: the person first, ten days, silence read as a refusal, the employer by its link."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate

from bilan.audit.models import Event
from bilan.cases.errors import (
    AgreementEnded,
    AgreementMissing,
    AgreementSignedAlready,
    AgreementTurnedDown,
    ChangedMeanwhile,
    EmployerMissing,
    EmployerRefused,
    NotPermitted,
    ReplyOver,
)
from bilan.cases.models import Agreement, Case, Employer, Phase
from bilan.cases.operations import (
    EmployerNamed,
    draft_agreement,
    leave_case,
    name_employer,
    refuse_agreement,
    refuse_by_silence,
    sign_agreement,
    sign_as_employer,
)
from bilan.cases.queries import employer_agreement
from bilan.messages.models import Message
from bilan.vault.operations import open_key
from tests.cases.builders import a_planned_case, the_counsellor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOUSE = EmployerNamed("Maison Durand", "Paul Durand", "Paul@Durand.example")


def an_employer_case(*, at: datetime) -> Case:
    """Return a bilan paid by an employer who is named, its agreement drafted."""
    case = a_planned_case(at=at, profile="fr-employer")
    name_employer(case=case, employer=HOUSE, by=the_counsellor(case), at=at)
    return case


def drafted(case: Case) -> Agreement:
    return Agreement.objects.get(case=case)


def signed_by_person(case: Case, *, at: datetime) -> Agreement:
    return sign_agreement(case=case, by=case.beneficiary, at=at)


def employer_signs(case: Case, *, at: datetime) -> Agreement:
    row = drafted(case)
    return sign_as_employer(agreement_id=row.pk, terms_sha256=row.terms_sha256, at=at)


def test_three_signatures_open_the_investigation(now: datetime) -> None:
    case = an_employer_case(at=now)

    signed_by_person(case, at=now)
    sign_agreement(case=case, by=the_counsellor(case), at=now)
    assert not drafted(case).is_signed
    assert Case.objects.get().phase == Phase.PRELIMINARY
    employer_signs(case, at=now + DAY)

    assert drafted(case).is_signed
    assert drafted(case).signed_at == now + DAY
    assert Case.objects.get().phase == Phase.INVESTIGATION


def test_the_price_is_the_employers_and_the_person_pays_nothing(now: datetime) -> None:
    case = an_employer_case(at=now)

    draft_agreement(case=case, price_cents=180_000, by=the_counsellor(case), at=now)

    terms = drafted(case).terms
    assert (terms["price_cents"], terms["funded_cents"], terms["to_pay_cents"]) == (180_000, 180_000, 0)
    assert terms["parties"]["employer"] == "Maison Durand"


def test_nobody_signs_before_the_employer_is_named(now: datetime) -> None:
    case = a_planned_case(at=now, profile="fr-employer")

    for person in (case.beneficiary, the_counsellor(case)):
        with pytest.raises(EmployerMissing):
            sign_agreement(case=case, by=person, at=now)


def test_naming_gives_the_whole_time_to_answer(now: datetime) -> None:
    case = a_planned_case(at=now, profile="fr-employer")

    name_employer(case=case, employer=HOUSE, by=the_counsellor(case), at=now + 5 * DAY)

    assert drafted(case).reply_until == localdate(now + 15 * DAY)


def test_the_tenth_day_still_counts(now: datetime) -> None:
    case = an_employer_case(at=now)

    assert signed_by_person(case, at=now + 10 * DAY).signed_by_beneficiary_at == now + 10 * DAY


def test_the_eleventh_day_is_refused_with_the_rule_and_its_source(now: datetime) -> None:
    case = an_employer_case(at=now)

    with pytest.raises(ReplyOver) as refused:
        signed_by_person(case, at=now + 11 * DAY)

    assert refused.value.rule == "reply_days"
    assert "R6313-8" in str(refused.value)
    assert drafted(case).signed_by_beneficiary_at is None


def test_silence_is_written_down_once_and_told_to_the_two_alone(now: datetime) -> None:
    case = an_employer_case(at=now)

    assert refuse_by_silence(at=now + 10 * DAY) == 0
    assert refuse_by_silence(at=now + 11 * DAY) == 1
    assert refuse_by_silence(at=now + 12 * DAY) == 0

    assert drafted(case).refusal == Agreement.Refusal.SILENCE
    told = set(Message.objects.filter(kind="agreement.silence").values_list("to", flat=True))
    assert told == {case.beneficiary.email, the_counsellor(case).email}
    assert not Message.objects.filter(to=HOUSE.email.lower()).exists()
    assert Case.objects.get().state == Case.State.OPEN


def test_silence_never_touches_one_that_was_signed_or_has_no_delay(now: datetime) -> None:
    signed_by_person(an_employer_case(at=now), at=now)
    a_planned_case(at=now)

    assert refuse_by_silence(at=now + 30 * DAY) == 0


def test_refusing_asks_no_reason_and_a_new_draft_begins_anew(now: datetime) -> None:
    case = an_employer_case(at=now)

    refuse_agreement(case=case, by=case.beneficiary, at=now)
    for person in (case.beneficiary, the_counsellor(case)):
        with pytest.raises(AgreementTurnedDown):
            sign_agreement(case=case, by=person, at=now)
    with pytest.raises(AgreementTurnedDown):
        refuse_agreement(case=case, by=case.beneficiary, at=now)
    draft_agreement(case=case, by=the_counsellor(case), at=now + 20 * DAY)

    row = drafted(case)
    assert (row.refusal, row.refused_at, row.reply_until) == ("", None, localdate(now + 30 * DAY))
    facts = Event.objects.get(act="agreement.refused").facts
    assert facts == {"how": "SAID"}


def test_one_that_was_signed_is_not_refused_any_more(now: datetime) -> None:
    case = an_employer_case(at=now)
    signed_by_person(case, at=now)

    with pytest.raises(AgreementSignedAlready):
        refuse_agreement(case=case, by=case.beneficiary, at=now)


def test_only_the_person_refuses(now: datetime) -> None:
    case, other = an_employer_case(at=now), an_employer_case(at=now)

    for stranger in (the_counsellor(case), other.beneficiary):
        with pytest.raises(NotPermitted):
            refuse_agreement(case=case, by=stranger, at=now)


def test_only_who_leads_this_bilan_names_the_employer(now: datetime) -> None:
    case, other = an_employer_case(at=now), an_employer_case(at=now)

    for stranger in (case.beneficiary, the_counsellor(other)):
        with pytest.raises(NotPermitted):
            name_employer(case=case, employer=HOUSE, by=stranger, at=now)


def test_an_employer_is_a_third_one_where_three_sign(now: datetime) -> None:
    case, bipartite = an_employer_case(at=now), a_planned_case(at=now)
    oneself = EmployerNamed("Moi", "Moi", case.beneficiary.email.upper())

    for each, named in ((case, oneself), (case, EmployerNamed("", "x", "a@b.c")), (bipartite, HOUSE)):
        with pytest.raises(EmployerRefused):
            name_employer(case=each, employer=named, by=the_counsellor(each), at=now)
    signed_by_person(case, at=now)
    with pytest.raises(EmployerRefused):
        name_employer(case=case, employer=HOUSE, by=the_counsellor(case), at=now)


def test_the_employer_hears_of_it_once_the_person_signed_and_gets_a_link(now: datetime) -> None:
    case = an_employer_case(at=now)
    mails = Message.objects.filter(kind="agreement.employer")

    assert not mails.exists()
    signed_by_person(case, at=now)

    mail = mails.get()
    link = re.search(r"/agreements/(\S+)/", open_key(mail.key).read_text(mail, "body_sealed"))
    assert mail.to == "paul@durand.example"
    assert link is not None
    found = employer_agreement(link[1])
    assert found is not None
    assert found.pk == drafted(case).pk
    assert employer_agreement(link[1][:-1] + "x") is None


def test_the_employer_signs_only_what_the_person_accepted(now: datetime) -> None:
    case = an_employer_case(at=now)

    with pytest.raises(AgreementMissing):
        employer_signs(case, at=now)
    signed_by_person(case, at=now)
    with pytest.raises(ChangedMeanwhile):
        sign_as_employer(agreement_id=drafted(case).pk, terms_sha256="0" * 64, at=now)
    first = employer_signs(case, at=now)

    assert employer_signs(case, at=now + DAY).signed_by_employer_at == first.signed_by_employer_at


def test_leaving_closes_the_employers_door(now: datetime) -> None:
    case = an_employer_case(at=now)
    signed_by_person(case, at=now)
    leave_case(case=case, by=case.beneficiary, at=now)

    with pytest.raises(AgreementEnded):
        employer_signs(case, at=now)


def test_two_sign_where_nobody_else_pays(now: datetime) -> None:
    case = a_planned_case(at=now)
    signed_by_person(case, at=now)

    with pytest.raises(AgreementMissing):
        employer_signs(case, at=now)
    assert drafted(case).reply_until is None
    assert not Employer.objects.exists()
