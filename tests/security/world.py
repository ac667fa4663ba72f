"""One person with something of everything, and the others who must find none of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.cases.models import Case, Destruction, FollowUp, Note, PlanItem, Session
from bilan.cases.operations import draft_synthesis, record_demand, write_letter, write_work
from bilan.cases.pieces import Aim
from bilan.instruments.library import CMS
from bilan.instruments.models import Administration
from bilan.portfolio.models import Card, Comment, EvidenceFile, Experience, Suggestion
from bilan.portfolio.operations import add_evidence, comment_card
from bilan.projects.models import Criterion, Evidence, Leaning, Option, Remark, Step
from bilan.projects.operations import (
    add_criterion,
    add_fact,
    keep_leanings,
    refuse_occupation,
    remark_on_option,
)
from bilan.projects.pieces import Fact, Lean, LeaningKind
from bilan.providers.models import Slot
from bilan.sharing.models import Share
from bilan.vault.operations import open_key
from tests.builders import a_person
from tests.cases.builders import a_booked_session, a_diagnosis, a_held_session, a_signed_case
from tests.portfolio.builders import a_card, an_experience, an_offer
from tests.projects.builders import CODES, a_plan_option, a_step
from tests.providers.builders import MANAGER, a_practitioner, a_slot
from tests.sharing.builders import a_share

MARK = "Ornithorynque"


@dataclass(frozen=True, slots=True)
class World:
    """A person's things, each of them marked where it holds words."""

    case: Case
    session: Session
    slot: Slot
    follow_up: FollowUp
    experience: Experience
    card: Card
    evidence: EvidenceFile
    suggestion: Suggestion
    option: Option
    fact: Evidence
    criterion: Criterion
    leaning: Leaning
    remark: Remark
    comment: Comment
    step: Step
    administration: Administration
    share: Share
    token: str
    certificate: Destruction
    authenticator: Authenticator
    sign_in: UserSession

    @property
    def owner(self) -> Person:
        """Whose things they are."""
        return self.case.beneficiary

    @property
    def counsellor(self) -> Person:
        """Who leads the owner's bilan."""
        return self.case.practitioner.person


def a_world(*, at: datetime, mark: str = MARK, prepare: Callable[[Case], None] | None = None) -> World:
    """Return someone in the middle of their bilan, with something in every room."""
    case = a_signed_case(at=at - timedelta(weeks=3))
    _tell_demand(case, mark=mark, at=at)
    person = case.beneficiary
    if prepare is not None:
        prepare(case)
    experience = an_experience(person=person, at=at, title=f"{mark} un", narrative=f"{mark} deux")
    card = a_card(person=person, at=at, sentence=f"{mark} trois", experience=experience)
    option = a_plan_option(person=person, at=at)
    step = a_step(person=person, at=at, what=f"{mark} cinq")
    held = a_held_session(case, starts_at=at - timedelta(days=2), is_signed=False)
    _note(held, case, mark=mark, at=at)
    sent = a_share(person=person, at=at, words=f"{mark} huit")
    fact = Fact(side="MARKET", learnt=f"{mark} quatre", verdict="GO", who="Karim")
    world = World(
        case=case,
        session=a_booked_session(case, starts_at=at + timedelta(days=5)),
        slot=a_slot(practitioner=case.practitioner, starts_at=at + timedelta(days=9)),
        follow_up=FollowUp.objects.create(case=case, months=6, due_on=localdate(at)),
        experience=experience,
        card=card,
        evidence=_evidence(card, mark=mark, at=at),
        suggestion=an_offer(experience=experience, at=at, because=f"{mark} neuf"),
        option=option,
        fact=add_fact(option_id=option.pk, fact=fact, on=localdate(at), by=person, at=at),
        criterion=_criterion(person, mark=mark, at=at),
        leaning=_leaning(person, mark=mark, at=at),
        remark=_remark(option, case, mark=mark, at=at),
        comment=_comment(card, case, mark=mark, at=at),
        step=step,
        administration=a_diagnosis(case, at=at),
        share=sent.share,
        token=sent.token,
        certificate=_certificate(case, at=at),
        authenticator=_passkey(person),
        sign_in=UserSession.objects.create(
            user=person, ip="127.0.0.1", session_key=person.pk.hex, user_agent="Firefox"
        ),
    )
    draft_synthesis(case=case, by=world.counsellor, at=at)
    _write(world, mark=mark, at=at)
    return world


def others_of(world: World, *, at: datetime) -> Mapping[str, Person]:
    """Return everyone who must find nothing, each with the right role on something else."""
    provider = world.case.practitioner.provider
    colleague = a_practitioner(provider=provider, person=a_person(name="Colette Colas"))
    neighbor = a_signed_case(at=at - timedelta(weeks=3), practitioner=world.case.practitioner)
    a_signed_case(at=at - timedelta(weeks=3), practitioner=colleague)
    elsewhere = a_signed_case(at=at - timedelta(weeks=3), practitioner=a_practitioner())
    return {
        "the person beside, led by the same counsellor": neighbor.beneficiary,
        "a counsellor of the same provider": colleague.person,
        "a counsellor elsewhere": elsewhere.practitioner.person,
        "the manager of the provider": a_practitioner(provider=provider, role=MANAGER).person,
        "a manager elsewhere": a_practitioner(role=MANAGER).person,
        "someone without any relation": a_person(name="Emile Ployeur"),
        "the superuser": Person.objects.create_superuser("root@example.org"),
    }


def _tell_demand(case: Case, *, mark: str, at: datetime) -> None:
    record_demand(
        case=case,
        why_now=f"{mark} six",
        worth_it=f"{mark} sept",
        aims=(Aim("PROJECT", f"{mark} dix"),),
        by=case.beneficiary,
        at=at,
    )


def _note(session: Session, case: Case, *, mark: str, at: datetime) -> None:
    note, key = Note(session=session, written_at=at), open_key(case.key)
    note.text_sealed = key.seal(note, "text_sealed", f"{mark} onze")
    note.next_step_sealed = key.seal(note, "next_step_sealed", f"{mark} douze")
    note.save(force_insert=True)


def _write(world: World, *, mark: str, at: datetime) -> None:
    """Let both write, and hand in a work on a module lived alone."""
    case, person = world.case, world.owner
    PlanItem.objects.filter(case=case, module="I4").delete()
    PlanItem.objects.create(
        case=case,
        module="I4",
        phase="INVESTIGATION",
        mode="GUIDED",
        minutes=60,
        accompanied_minutes=0,
        week=3,
    )
    write_letter(case=case, words=f"{mark} dix-huit", by=person, at=at)
    write_letter(case=case, words=f"{mark} dix-neuf", by=world.counsellor, at=at)
    write_work(case=case, module="I4", words=f"{mark} vingt", by=person, at=at, is_handed_in=True)


def _leaning(person: Person, *, mark: str, at: datetime) -> Leaning:
    """Return what a refusal taught, told with words of the person."""
    refused = refuse_occupation(person=person, code=CODES[4], reason=f"{mark} seize", by=person, at=at)
    lean = Lean(LeaningKind.PAY, value=1700)
    (row,) = keep_leanings(option_id=refused.pk, leans=[lean], by=person, at=at)
    return row


def _remark(option: Option, case: Case, *, mark: str, at: datetime) -> Remark:
    by = case.practitioner.person
    words = f"{mark} dix-sept"
    return remark_on_option(option_id=option.pk, words=words, by=by, is_practitioner=True, at=at)


def _criterion(person: Person, *, mark: str, at: datetime) -> Criterion:
    add_criterion(person=person, name=f"{mark} treize", by=person, at=at)
    return Criterion.objects.filter(person=person).latest("position")


def _evidence(card: Card, *, mark: str, at: datetime) -> EvidenceFile:
    content = f"{mark} quatorze".encode()
    return add_evidence(card_id=card.pk, content=content, name="lettre.txt", by=card.person, at=at)


def _comment(card: Card, case: Case, *, mark: str, at: datetime) -> Comment:
    counsellor = case.practitioner.person
    return comment_card(card_id=card.pk, words=f"{mark} quinze", by=counsellor, is_practitioner=True, at=at)


def _passkey(person: Person) -> Authenticator:
    data = {"name": "Ma clé", "credential": {}}
    return Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=data)


def _certificate(case: Case, *, at: datetime) -> Destruction:
    return Destruction.objects.create(
        kind=Destruction.Kind.MAILS,
        case=case,
        provider=case.practitioner.provider,
        subject=case.beneficiary_id,
        counts={"mails": 1},
        rule="test",
        source="test",
        destroyed_at=at,
    )


__all__ = ["CMS", "MARK", "World", "a_world", "others_of"]
