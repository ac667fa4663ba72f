"""What people do while processes are killed, and what must hold of it afterwards, acknowledged or not."""

import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from bilan.accounts.models import Person
from bilan.audit.models import Event
from bilan.cases.models import Agreement, Case, Demand, Phase, Receipt, Session
from bilan.instruments.library import CMS, instrument
from bilan.instruments.models import Administration
from bilan.instruments.operations import start_administration
from bilan.instruments.queries import answers_of
from bilan.messages.models import Message
from bilan.providers.models import Slot
from bilan.web.accounts.fresh import PROVED_AT
from tests.cases.builders import a_case, a_concluding_case, a_demand, a_planned_case, the_counsellor
from tests.providers.builders import a_slot

BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True, slots=True)
class Post:
    """A form that someone sends."""

    cookie: str
    path: str
    fields: dict[str, str]


@dataclass(slots=True)
class Errand(ABC):
    """A row of forms sent by one client; the site acknowledged the first `acknowledged` of them."""

    acknowledged: int = 0
    sent: int = 0
    refusals: list[str] = field(default_factory=list)

    @abstractmethod
    def posts(self) -> Iterator[Post]:
        """Give the forms in order."""

    @abstractmethod
    def faults(self) -> Iterator[str]:
        """Say what is lost, or half done."""


@dataclass(slots=True)
class Answering(Errand):
    """Answer questions one after the other."""

    administration: Administration = field(default_factory=Administration)

    @classmethod
    def prepare(cls, at: datetime) -> "Answering":
        """Return a questionnaire just begun."""
        case = a_case(at=at)
        begun = start_administration(
            person=case.beneficiary,
            instrument_id=CMS,
            key=case.key,
            moment=Administration.Moment.START,
            by=case.beneficiary,
            at=at,
            seed=1,
        )
        return cls(administration=begun)

    def posts(self) -> Iterator[Post]:
        """Give one answer a question."""
        cookie = signed_in(self.administration.person)
        for item in self._items():
            yield Post(cookie, f"/questions/{self.administration.pk}/{item}/", {"value": "1"})

    def faults(self) -> Iterator[str]:
        """Find acknowledged answers that are missing, and others that nobody gave."""
        kept = answers_of(administration=self.administration)
        items = self._items()
        if lost := [item for item in items[: self.acknowledged] if str(kept[item].value) != "1"]:
            yield f"answers lost: {lost}"
        if set(kept) - set(items[: self.sent]):
            yield "answers nobody gave"

    def _items(self) -> list[str]:
        return [item.id for item in instrument(CMS).items]


@dataclass(slots=True)
class Signing(Errand):
    """Sign an agreement, the person then the counsellor."""

    case: Case = field(default_factory=Case)

    @classmethod
    def prepare(cls, at: datetime) -> "Signing":
        """Return an agreement to sign."""
        return cls(case=a_planned_case(at=at))

    def posts(self) -> Iterator[Post]:
        """Give both signatures."""
        sent = {"has_read": "on", "sha256": Agreement.objects.get(case=self.case).terms_sha256}
        yield Post(signed_in(self.case.beneficiary), "/agreement/sign/", sent)
        path = f"/counsel/cases/{self.case.pk}/agreement/sign/"
        yield Post(signed_in(the_counsellor(self.case)), path, sent)

    def faults(self) -> Iterator[str]:
        """Compare signatures with what was acknowledged, with the trail and with the phase."""
        row = Agreement.objects.select_related("case").get(case=self.case)
        signatures = (row.signed_by_beneficiary_at, row.signed_by_practitioner_at)
        count = sum(at is not None for at in signatures)
        if count < self.acknowledged:
            yield f"signatures lost: {self.acknowledged} acknowledged, {count} kept"
        if count != traces("agreement.signed", row.pk):
            yield "a signature and its trace are not together"
        if (count == 2) != (row.case.phase == Phase.INVESTIGATION):
            yield "signed by both, yet not begun"


@dataclass(slots=True)
class Ending(Errand):
    """End a bilan, by its hand-over or by leaving it: either destroys its papers."""

    case: Case = field(default_factory=Case)
    is_left: bool = False

    @classmethod
    def prepare(cls, at: datetime, *, is_left: bool) -> "Ending":
        """Return a bilan to end."""
        if not is_left:
            return cls(case=a_concluding_case(at=at))
        case = a_case(at=at)
        a_demand(case, at=at)
        return cls(case=case, is_left=True)

    def posts(self) -> Iterator[Post]:
        """Give the form that ends it."""
        if self.is_left:
            yield Post(signed_in(self.case.beneficiary), "/my-data/leave/", {"is_sure": "on"})
        else:
            path = f"/counsel/cases/{self.case.pk}/synthesis/hand-over/"
            yield Post(signed_in(the_counsellor(self.case)), path, {"is_sure": "on"})

    def faults(self) -> Iterator[str]:
        """Check that it ended whole, or not at all."""
        case = Case.objects.select_related("key").get(pk=self.case.pk)
        is_over = case.state != Case.State.OPEN
        if self.acknowledged and not is_over:
            yield "an end acknowledged and lost"
        parts = {
            "papers destroyed": case.content_destroyed_at is not None,
            "key destroyed": case.key.destroyed_at is not None and case.key.wrapped is None,
            "demand gone": not Demand.objects.filter(case=case).exists(),
            "destruction traced": self._trace("content.destroyed"),
            "end traced": self._trace("case.left" if self.is_left else "case.delivered"),
        }
        if not self.is_left:
            parts["receipt"] = Receipt.objects.filter(case=case).exists()
            parts["mail"] = Message.objects.filter(kind="case.delivered", about=str(case.pk)).exists()
        yield from (f"half ended: {name} is not" for name, holds in parts.items() if holds != is_over)

    def _trace(self, act: str) -> bool:
        return Event.objects.filter(act=act, subject=str(self.case.beneficiary_id)).count() == 1


@dataclass(slots=True)
class Booking(Errand):
    """Book interviews one after the other; each asks for two mails at once."""

    case: Case = field(default_factory=Case)
    slots: list[Slot] = field(default_factory=list)

    @classmethod
    def prepare(cls, at: datetime) -> "Booking":
        """Return a bilan with slots to book."""
        case = a_case(at=at)
        days = (at + timedelta(days=day) for day in range(3, 15))
        return cls(case=case, slots=[a_slot(practitioner=case.practitioner, starts_at=day) for day in days])

    def posts(self) -> Iterator[Post]:
        """Give one form a slot."""
        cookie = signed_in(self.case.beneficiary)
        for slot in self.slots:
            yield Post(cookie, "/journey/book/", {"slot": str(slot.pk)})

    def faults(self) -> Iterator[str]:
        """Check that each interview has its trace and its two mails."""
        booked = list(Session.objects.filter(case=self.case))
        if len(booked) < self.acknowledged:
            yield f"interviews lost: {self.acknowledged} acknowledged, {len(booked)} kept"
        for session in booked:
            mails = Message.objects.filter(kind="session.booked", about=str(session.pk)).count()
            if (traces("session.booked", session.pk), mails) != (1, 2):
                yield f"half booked: {mails} mails"


def traces(act: str, key: object) -> int:
    """Return how often the trail tells an act on a row."""
    return Event.objects.filter(act=act, object_key=str(key)).count()


def signed_in(person: Person) -> str:
    """Return the cookie of someone who just proved who they are."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = BACKEND
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store[PROVED_AT] = time.time()
    store.create()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"
