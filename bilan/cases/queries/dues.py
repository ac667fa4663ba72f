"""What is due for destruction today, class by class: keys alone, oldest first."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.contrib.sessions.models import Session as SignedIn
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.timezone import localdate, make_aware

from bilan.accounts.models import Person
from bilan.cases.models import Case, Destruction, LegalHold
from bilan.cases.retention import last_day_of_ended_proof, mails_before, sign_in_before, unused_since
from bilan.messages.models import Message
from bilan.vault.models import DataKey

OWN = "bilan."
OF_THE_ACCOUNT = ("accounts", "audit")
SENT = (Message.State.SENT, Message.State.FAILED, Message.State.CANCELLED)


def due_content(*, today: date) -> QuerySet[Case]:
    """Return the finished bilans whose papers nobody agreed to keep until today."""
    unkept = Q(keep_until=None) | Q(keep_until__lt=today)
    ended = unkept & ~Q(state=Case.State.OPEN)
    restored = Q(key__destroyed_at__isnull=False)  # a backup from before the destruction forgot the rest
    return Case.objects.filter(ended | restored, content_destroyed_at=None).order_by("opened_at", "pk")


def due_departed() -> QuerySet[Person]:
    """Return those who deleted their account and whom a restored backup brought back, keyless."""
    keys = DataKey.objects.filter(owner=OuterRef("pk"), purpose=DataKey.Purpose.PERSON)
    gone = Exists(keys.filter(destroyed_at__isnull=False)) & ~Exists(keys.filter(destroyed_at=None))
    return Person.objects.filter(gone, is_active=True).order_by("joined_at", "pk")


def due_proof(*, today: date) -> list[UUID]:
    """Return the bilans whose proof is past its term and under no hold (one query a profile)."""
    found: list[UUID] = []
    for profile in _profiles():
        last = last_day_of_ended_proof(today=today, profile_id=profile)
        if last is not None:
            found += _ended_by(last, profile, today=today)
    return found


def due_mails(*, at: datetime) -> QuerySet[Message]:
    """Return the mails that left, or never will, longer ago than they are kept."""
    before = mails_before(at=at)
    if before is None:
        return Message.objects.none()
    return Message.objects.filter(state__in=SENT, due_at__lt=before).order_by("due_at", "pk")


def due_sign_in(*, at: datetime) -> QuerySet[SignedIn]:
    """Return the sessions that ended."""
    before = sign_in_before(at=at)
    if before is None:
        return SignedIn.objects.none()
    return SignedIn.objects.filter(expire_date__lt=before).order_by("expire_date", "pk")


def due_accounts(*, today: date) -> QuerySet[Person]:
    """Return the accounts in which nothing was ever written, and that nobody opened for long."""
    since = unused_since(today=today)
    if since is None:
        return Person.objects.none()
    day = make_aware(datetime.combine(since, time.min))
    idle = Q(joined_at__lt=day) & (Q(last_login=None) | Q(last_login__lt=day))
    rows = Person.objects.filter(idle, is_staff=False, is_superuser=False, is_demo=False, is_active=True)
    for relation in _written():
        rows = rows.exclude(Exists(relation))
    return rows.order_by("joined_at", "pk")


def due_counts(*, at: datetime) -> dict[Destruction.Kind, int]:
    """Return how many pieces of each class are due."""
    today = localdate(at)
    return {
        Destruction.Kind.CONTENT: due_content(today=today).count(),
        Destruction.Kind.PROOF: len(due_proof(today=today)),
        Destruction.Kind.MAILS: due_mails(at=at).count(),
        Destruction.Kind.SIGN_IN: due_sign_in(at=at).count(),
        Destruction.Kind.UNUSED: due_accounts(today=today).count(),
    }


def is_held(case: Case, *, today: date) -> bool:
    """Tell whether proof must wait (one query)."""
    return LegalHold.objects.filter(case=case, lifted_at=None, until__gte=today).exists()


def _profiles() -> Sequence[str]:
    rows = Case.objects.filter(proof_destroyed_at=None).exclude(state=Case.State.OPEN)
    return list(rows.order_by("rule_profile").values_list("rule_profile", flat=True).distinct())


def _ended_by(last: date, profile: str, *, today: date) -> list[UUID]:
    until = make_aware(datetime.combine(last + timedelta(days=1), time.min))
    ended = Q(state=Case.State.DELIVERED, delivered_at__lt=until) | Q(
        state=Case.State.LEFT, content_destroyed_at__lt=until
    )
    held = LegalHold.objects.filter(case=OuterRef("pk"), lifted_at=None, until__gte=today)
    rows = Case.objects.filter(ended, rule_profile=profile, proof_destroyed_at=None)
    rows = rows.exclude(content_destroyed_at=None).exclude(Exists(held))
    return list(rows.order_by("opened_at", "pk").values_list("pk", flat=True))


def _written() -> list[QuerySet[Model]]:
    """Return, for each room that keeps rows of people, the rows of the person of an outer query."""
    found: list[QuerySet[Model]] = []
    for relation in Person._meta.related_objects:
        model = relation.related_model
        if model.__module__.startswith(OWN) and model._meta.app_label not in OF_THE_ACCOUNT:
            found.append(model._default_manager.filter(**{relation.field.name: OuterRef("pk")}))
    return found
