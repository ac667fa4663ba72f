"""Mails that say a step is near: one a day at most, never a word of the plan, off when the person says so."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.messages.models import Message
from bilan.messages.operations import cancel_mails, queue_mail
from bilan.projects.errors import ProjectHidden
from bilan.projects.models import Option, ReminderStop, Step
from bilan.projects.permissions import may_decide

KIND = "step.near"
MORNING = time(9)
AHEAD = timedelta(days=2)
WAITS = (Step.Progress.TODO, Step.Progress.UNDERWAY)


@transaction.atomic
def stop_reminders(*, person: Person, by: Person, at: datetime) -> None:
    """Send no more mail about one's steps; what waits is cancelled.

    Raises:
        ProjectHidden: someone else's plan.
    """
    _check_owner(person=person, by=by)
    _stop, is_new = ReminderStop.objects.get_or_create(person=person, defaults={"stopped_at": at})
    if is_new:
        keep_reminders(person=person, at=at)
        record(act="reminders.stopped", by=by, subject=person, object_=person, at=at)


@transaction.atomic
def resume_reminders(*, person: Person, by: Person, at: datetime) -> None:
    """Send mails about one's steps again.

    Raises:
        ProjectHidden: someone else's plan.
    """
    _check_owner(person=person, by=by)
    if ReminderStop.objects.filter(person=person).delete()[0]:
        keep_reminders(person=person, at=at)
        record(act="reminders.resumed", by=by, subject=person, object_=person, at=at)


def keep_reminders(*, person: Person, at: datetime) -> None:
    """Make the outbox hold one mail a day with an open step of plan A, and no other, inside another act."""
    wanted = {_about(person, day): day for day in _days(person, at=at)}
    held = set(_waiting(person))
    for about in sorted(held - set(wanted)):
        cancel_mails(about=about)
    for about in sorted(set(wanted) - held):
        _remind(person, wanted[about], about=about, at=at)


def _check_owner(*, person: Person, by: Person) -> None:
    if not may_decide(person=by, owner=person):
        raise ProjectHidden


def _days(person: Person, *, at: datetime) -> Iterable[date]:
    """Return the days of open steps of plan A whose reminder may still leave; plan B waits in silence."""
    if ReminderStop.objects.filter(person=person).exists():
        return ()
    rows = Step.objects.filter(person=person, option__state=Option.State.PLAN_A, progress__in=WAITS)
    days = rows.order_by("due_on").values_list("due_on", flat=True).distinct()
    return (day for day in days if _morning(day) > at)


def _waiting(person: Person) -> Iterable[str]:
    rows = Message.objects.filter(kind=KIND, to=person.email, state=Message.State.WAITING)
    return rows.filter(about__startswith=f"{person.pk}/").values_list("about", flat=True)


def _about(person: Person, day: date) -> str:
    return f"{person.pk}/{day:%Y%m%d}"


def _morning(day: date) -> datetime:
    return make_aware(datetime.combine(day, MORNING))


def _remind(person: Person, day: date, *, about: str, at: datetime) -> None:
    """Queue the mail two mornings before, or on the morning itself when that is too late."""
    early = _morning(day - AHEAD)
    with translation.override(person.language):
        subject, body = _near()
    queue_mail(
        kind=KIND,
        to=person.email,
        subject=subject,
        body=body,
        due_at=early if early > at else _morning(day),
        at=at,
        about=about,
        useless_after=_morning(day + timedelta(days=1)),
    )


def _near() -> tuple[str, str]:
    """Return the words of the mail: neither the step nor its day, since a mailbox may be shared."""
    return _("Un pas approche"), _(
        "Un pas que vous avez prévu approche. Il vous attend ici :\n%(address)s\n\n"
        "Ce n’est pas le moment ? Une touche suffit pour le dire, ou pour ne plus recevoir ces rappels."
    ) % {"address": f"{settings.BILAN_ADDRESS}{reverse('action-plan')}"}
