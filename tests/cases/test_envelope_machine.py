"""No sequence of permitted acts leaves the legal envelope, whoever acts, in any order, under each law."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bilan.cases import operations as acts
from bilan.cases.envelope import envelope_on
from bilan.cases.errors import CaseError
from bilan.cases.lengths import paused_days
from bilan.cases.models import Agreement, Case, Phase, Prolongation, Session, Suspension
from bilan.cases.operations import Appointment, EmployerNamed
from bilan.cases.queries import hours_of
from bilan.providers.models import Slot
from bilan.rules import load_profile
from tests.cases.builders import (
    a_concluding_case,
    a_planned_case,
    a_signed_case,
    lived_hours,
    the_counsellor,
)
from tests.portfolio.builders import a_card
from tests.projects.builders import a_plan_option, a_step

pytestmark = pytest.mark.django_db
START = datetime.fromisoformat("2026-11-24T10:00:00+01:00")
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
PROFILES = ("fr-law", "fr-cpf", "fr-employer", "programme-2015")
EXTENT = settings(
    max_examples=max(3, settings().max_examples // 12),
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
ORDER = list(Phase)
MINUTES, PICK, IS_PERSON = st.integers(15, 240), st.integers(0, 5), st.booleans()


class Envelope(RuleBasedStateMachine):
    """A bilan in the hands of its people, time passing between their acts."""

    @initialize(
        profile=st.sampled_from(PROFILES),
        lived=st.integers(60, 24 * 60),
        begun=st.sampled_from([a_planned_case, a_signed_case, a_concluding_case]),
    )
    def open(self, profile: str, lived: int, begun: Callable[..., Case]) -> None:
        """Open a bilan at one of three moments, some of its hours lived already."""
        self.at, self.phase, self.left_by_person = START, 0, False
        if begun is a_concluding_case:
            made = begun(at=START, minutes=lived, profile=profile)
        else:
            named = "fr-law" if begun is a_signed_case and profile == "fr-employer" else profile
            made = begun(at=START - 8 * WEEK, profile=named)
            lived_hours(made, minutes=lived, until=START - DAY)
            for make in (a_card, a_plan_option, a_step):
                make(person=made.beneficiary, at=START)
        self.case = Case.objects.select_related("beneficiary", "practitioner__person").get(pk=made.pk)
        self.person, self.counsellor = self.case.beneficiary, the_counsellor(self.case)

    def try_(self, act: Callable[[], object]) -> bool:
        """Play an act of the next minute; tell whether it was permitted."""
        self.at += timedelta(minutes=1)
        with suppress(CaseError):
            act()
            return True
        return False

    def who(self, is_person: bool) -> object:
        return self.person if is_person else self.counsellor

    @rule(days=st.integers(1, 40))
    def wait(self, days: int) -> None:
        """Let time pass, and do what only time does."""
        self.at += days * DAY
        acts.keep_time(at=self.at)

    @rule(is_person=IS_PERSON)
    def sign_agreement(self, is_person: bool) -> None:
        self.try_(lambda: acts.sign_agreement(case=self.case, by=self.who(is_person), at=self.at))  # type: ignore[arg-type]

    @rule()
    def name_employer(self) -> None:
        named = EmployerNamed("Maison Durand", "Paul Durand", "paul@durand.example")
        self.try_(lambda: acts.name_employer(case=self.case, employer=named, by=self.counsellor, at=self.at))

    @rule()
    def employer_signs(self) -> None:
        row = Agreement.objects.get(case=self.case)
        self.try_(
            lambda: acts.sign_as_employer(agreement_id=row.pk, terms_sha256=row.terms_sha256, at=self.at)
        )

    @rule(weeks=st.integers(1, 12))
    def draft_agreement(self, weeks: int) -> None:
        self.try_(lambda: acts.draft_agreement(case=self.case, weeks=weeks, by=self.counsellor, at=self.at))

    @rule()
    def refuse_agreement(self) -> None:
        self.try_(lambda: acts.refuse_agreement(case=self.case, by=self.person, at=self.at))

    @rule(minutes=MINUTES, ahead=st.integers(1, 30))
    def book(self, minutes: int, ahead: int) -> None:
        asked = Appointment(self.at + ahead * DAY, minutes, Slot.Mode.FACE)
        self.try_(
            lambda: acts.book_session(case=self.case, appointment=asked, by=self.counsellor, at=self.at)
        )

    @rule(minutes=MINUTES, pick=PICK, phase=st.sampled_from(["", *ORDER[:3]]))
    def record(self, minutes: int, pick: int, phase: str) -> None:
        session = self.session(pick, signed_by_practitioner_at=None, state__in=["BOOKED", "HELD"])
        if session is not None:
            self.at = max(self.at, session.starts_at + timedelta(minutes=minutes))
            self.try_(
                lambda: acts.record_session(
                    session=session, minutes=minutes, phase=phase, by=self.counsellor, at=self.at
                )
            )

    @rule(pick=PICK, is_person=IS_PERSON)
    def sign_attendance(self, pick: int, is_person: bool) -> None:
        session = self.session(pick)
        if session is not None:
            self.try_(
                lambda: acts.sign_attendance(session=session, by=self.who(is_person), at=self.at)  # type: ignore[arg-type]
            )

    @rule(pick=PICK, act=st.sampled_from([acts.cancel_session, acts.mark_missed]))
    def call_off(self, pick: int, act: Callable[..., object]) -> None:
        session = self.session(pick, state="BOOKED")
        if session is not None:
            self.try_(lambda: act(session=session, by=self.counsellor, at=self.at))

    @rule(pick=PICK, act=st.sampled_from([acts.complete_module, acts.reopen_module]))
    def live_module(self, pick: int, act: Callable[..., object]) -> None:
        items = list(self.case.plan_items.order_by("week", "module"))
        module = items[pick % len(items)].module if items else "I4"
        self.try_(lambda: act(case=self.case, module=module, by=self.person, at=self.at))

    @rule(days=st.integers(1, 120), is_person=IS_PERSON)
    def suspend(self, days: int, is_person: bool) -> None:
        until = localdate(self.at) + days * DAY
        self.try_(
            lambda: acts.suspend_case(
                case=self.case,
                until=until,
                reason="TIME",
                by=self.who(is_person),  # type: ignore[arg-type]
                at=self.at,
            )
        )

    @rule(is_person=IS_PERSON)
    def resume(self, is_person: bool) -> None:
        self.try_(lambda: acts.resume_case(case=self.case, by=self.who(is_person), at=self.at))  # type: ignore[arg-type]

    @rule(days=st.integers(1, 120), is_person=IS_PERSON)
    def ask_later(self, days: int, is_person: bool) -> None:
        end = Case.objects.get(pk=self.case.pk).expected_end_on or localdate(self.at)
        until = max(end, localdate(self.at)) + days * DAY
        self.try_(
            lambda: acts.ask_prolongation(case=self.case, until=until, by=self.who(is_person), at=self.at)  # type: ignore[arg-type]
        )

    @rule(is_person=IS_PERSON, act=st.sampled_from([acts.agree_to_prolong, acts.refuse_to_prolong]))
    def answer_later(self, is_person: bool, act: Callable[..., object]) -> None:
        self.try_(lambda: act(case=self.case, by=self.who(is_person), at=self.at))

    @rule()
    def next_phase(self) -> None:
        self.try_(lambda: acts.enter_next_phase(case=self.case, by=self.counsellor, at=self.at))

    @rule()
    def conclude(self) -> None:
        """Draft, approve and hand over, as far as it is permitted."""
        self.try_(lambda: acts.draft_synthesis(case=self.case, by=self.counsellor, at=self.at))
        for person in (self.person, self.counsellor):
            self.try_(lambda by=person: acts.acknowledge_synthesis(case=self.case, by=by, at=self.at))  # type: ignore[misc]
        self.try_(lambda: acts.hand_over(case=self.case, by=self.counsellor, at=self.at))

    @precondition(lambda self: self.at > START + 30 * DAY)
    @rule(act=st.sampled_from([acts.stay_in_case, acts.confirm_drop_out, acts.withdraw_agreement]))
    def leave(self, act: Callable[..., object]) -> None:
        done = self.try_(lambda: act(case=self.case, by=self.person, at=self.at))
        self.left_by_person |= done and act is not acts.stay_in_case

    def session(self, pick: int, **wanted: object) -> Session | None:
        rows = list(Session.objects.filter(case=self.case, **wanted).order_by("-starts_at", "pk")[:6])
        return rows[pick % len(rows)] if rows else None

    @invariant()
    def hours_stay_in_the_envelope(self) -> None:
        hours = hours_of(case=self.case, today=localdate(self.at))
        assert hours.envelope.maximum is not None
        assert hours.used <= hours.envelope.maximum.value
        assert hours.signed <= hours.accompanied
        assert sum(mode.used for mode in hours.modes) == hours.used

    @invariant()
    def what_was_handed_over_holds_what_the_law_asks(self) -> None:
        held = Case.objects.get(pk=self.case.pk)
        if held.state != Case.State.DELIVERED or held.delivered_at is None:
            return
        day = localdate(held.delivered_at)
        hours, bounds = hours_of(case=held, today=day), envelope_on(profile_id=held.rule_profile, day=day)
        assert bounds.minimum_accompanied is None or hours.signed >= bounds.minimum_accompanied.value
        assert bounds.minimum is None or hours.used >= bounds.minimum.value
        if bounds.minimum_weeks is not None:
            assert day >= localdate(held.opened_at) + bounds.minimum_weeks.value * WEEK
        assert held.content_destroyed_at is not None
        assert Agreement.objects.get(case=held).is_signed

    @invariant()
    def phases_only_go_forward_and_after_a_signed_agreement(self) -> None:
        held = Case.objects.get(pk=self.case.pk)
        rank = ORDER.index(Phase(held.phase))
        assert rank >= self.phase
        self.phase = rank
        agreement = Agreement.objects.get(case=held)
        assert rank == 0 or agreement.signed_at is not None

    @invariant()
    def nobody_but_the_person_ends_it_early(self) -> None:
        held = Case.objects.get(pk=self.case.pk)
        assert held.state != Case.State.LEFT or self.left_by_person

    @invariant()
    def agreements_are_signed_in_time_and_never_once_refused(self) -> None:
        row = Agreement.objects.get(case=self.case)
        signed_at = row.signed_by_beneficiary_at
        assert row.refused_at is None or signed_at is None
        if row.reply_until is not None and signed_at is not None:
            assert localdate(signed_at) <= row.reply_until
        if row.signed_by_employer_at is not None:
            assert signed_at is not None
            assert row.signed_by_employer_at >= signed_at

    @invariant()
    def pauses_and_later_ends_stay_within_their_caps(self) -> None:
        today, profile = localdate(self.at), load_profile(self.case.rule_profile)
        pauses = list(Suspension.objects.filter(case=self.case))
        cap = profile.maximum_suspension_weeks.on(today).value
        assert cap is None or paused_days(pauses, today=today) <= 7 * cap
        longer = Prolongation.objects.filter(case=self.case, answer=Prolongation.Answer.AGREED)
        more = profile.maximum_prolongation_weeks.on(today).value
        assert more is None or sum((row.until - row.before).days for row in longer) <= 7 * more
        assert sum(pause.resumed_at is None for pause in pauses) <= 1

    @invariant()
    def nothing_is_booked_inside_a_pause(self) -> None:
        for pause in Suspension.objects.filter(case=self.case, resumed_at=None):
            booked = Session.objects.filter(case=self.case, state=Session.State.BOOKED, starts_at__gt=self.at)
            assert not [one for one in booked if pause.starts_on <= localdate(one.starts_at) < pause.until]


def test_no_sequence_of_permitted_acts_leaves_the_legal_envelope() -> None:
    run_state_machine_as_test(Envelope, settings=EXTENT)
