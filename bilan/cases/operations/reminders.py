"""Mails of a bilan, written in the outbox: dates and links in words, never a word of content."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone_name, localtime, make_aware
from django.utils.translation import gettext as _

from bilan.accounts.models import Consent, ConsentKind, Person
from bilan.cases.decent_hours import in_the_day
from bilan.cases.links import FOLLOW_UP, address_of
from bilan.cases.models import Case, FollowUp, Session
from bilan.cases.reasons import Reason, said
from bilan.messages.operations import queue_mail
from bilan.providers.models import Slot

AHEAD = ((48, "session.reminder-48h"), (2, "session.reminder-2h"))
MORNING = time(9)


def tell_booked(session: Session, *, case: Case, at: datetime) -> None:
    """Confirm an interview to both, and remind the person two days and two hours before."""
    for person in (case.beneficiary, case.practitioner.person):
        _mail("session.booked", person, session, lambda: _booked(session, case), due_at=at, at=at)
    _remind(session, case=case, at=at)


def tell_moved(session: Session, *, before: Session, reason: Reason, case: Case, at: datetime) -> None:
    """Tell both that an interview moves, from when to when and why, instead of a plain confirmation."""
    for person in (case.beneficiary, case.practitioner.person):
        _mail(
            "session.booked",
            person,
            session,
            lambda: _moved(session, before, reason, case),
            due_at=at,
            at=at,
        )
    _remind(session, case=case, at=at)


def _remind(session: Session, *, case: Case, at: datetime) -> None:
    for hours, kind in AHEAD:
        ahead = session.starts_at - timedelta(hours=hours)
        due_at = in_the_day(ahead, before=session.starts_at, at=at)
        if due_at > at:
            _mail(
                kind,
                case.beneficiary,
                session,
                lambda: _reminded(session, case),
                due_at=due_at,
                at=at,
                useless_after=session.starts_at,
            )


def tell_cancelled(session: Session, *, case: Case, at: datetime, reason: Reason = Reason.UNSAID) -> None:
    """Tell both that an interview is off, and why where it was said."""
    for person in (case.beneficiary, case.practitioner.person):
        _mail("session.cancelled", person, session, lambda: _cancelled(session, reason), due_at=at, at=at)


def tell_agreement_ready(*, case: Case, at: datetime) -> None:
    """Tell the person that an agreement waits for their signature."""
    _mail("agreement.ready", case.beneficiary, case, _agreement_ready, due_at=at, at=at)


def tell_delivered(*, case: Case, at: datetime) -> None:
    """Tell the person that the synthesis is theirs."""
    _mail("case.delivered", case.beneficiary, case, _delivered, due_at=at, at=at)


def remind_follow_up(follow_up: FollowUp, *, case: Case, at: datetime) -> None:
    """Ask for news on the day of a follow-up, unless the person took back that consent."""
    if refuses_follow_up(case.beneficiary):
        return
    due_at = make_aware(datetime.combine(follow_up.due_on, MORNING))
    _mail(
        "follow-up.due", case.beneficiary, follow_up, lambda: _follow_up_due(follow_up), due_at=due_at, at=at
    )


def refuses_follow_up(person: Person) -> bool:
    """Tell whether a person took back the consent to be contacted after the bilan."""
    last = (
        Consent.objects.filter(person=person, kind=ConsentKind.FOLLOW_UP).order_by("-given_at", "-pk").first()
    )
    return last is not None and last.withdrawn_at is not None


def _mail(
    kind: str,
    person: Person,
    row: Session | Case | FollowUp,
    write: Callable[[], tuple[str, str]],
    *,
    due_at: datetime,
    at: datetime,
    useless_after: datetime | None = None,
) -> None:
    with translation.override(person.language):
        subject, body = write()
    queue_mail(
        kind=kind,
        to=person.email,
        subject=subject,
        body=body,
        due_at=due_at,
        at=at,
        about=str(row.pk),
        useless_after=useless_after,
    )


def _moment(session: Session) -> dict[str, str]:
    """Return when and how, the zone named: people read mails from elsewhere."""
    return {
        "moment": date_format(localtime(session.starts_at), "l j F Y, H:i"),
        "zone": get_current_timezone_name(),
        "mode": str(session.get_mode_display()),
        "minutes": str(session.planned_minutes),
    }


def _booked(session: Session, case: Case) -> tuple[str, str]:
    body = _(
        "Votre entretien est prévu %(moment)s (%(zone)s), %(mode)s, pour %(minutes)s minutes.\n"
        "%(place)s\n\n"
        "Un empêchement ? Annulez ou déplacez-le depuis votre parcours."
    )
    return _("Entretien prévu"), body % {**_moment(session), "place": _place(session, case)}


def _place(session: Session, case: Case) -> str:
    provider = case.practitioner.provider
    if session.mode == Slot.Mode.VIDEO:
        return _("En visio, avec %(name)s.") % {"name": str(case.practitioner)}
    town = f"{provider.postcode} {provider.town}"
    return ", ".join(part for part in (provider.name, provider.address, town) if part)


def _reminded(session: Session, case: Case) -> tuple[str, str]:
    body = _(
        "Vous avez rendez-vous %(moment)s (%(zone)s), %(mode)s, avec %(name)s.\n\n"
        "Un empêchement ? Annulez ou déplacez-le depuis votre parcours."
    )
    return _("Votre entretien approche"), body % {**_moment(session), "name": str(case.practitioner)}


def _moved(session: Session, before: Session, reason: Reason, case: Case) -> tuple[str, str]:
    body = _(
        "L’entretien du %(before)s est déplacé. %(reason)s\n\n"
        "Il est prévu %(moment)s (%(zone)s), %(mode)s, pour %(minutes)s minutes.\n"
        "%(place)s\n\n"
        "Le fichier d’agenda de ce rendez-vous, sur sa page, retire l’ancienne date. "
        "Cela ne vous convient pas ? Annulez ou déplacez-le depuis votre parcours."
    )
    told = {**_moment(session), "before": _moment(before)["moment"], "place": _place(session, case)}
    return _("Entretien déplacé"), _closed_up(body % {**told, "reason": said(reason)})


def _cancelled(session: Session, reason: Reason) -> tuple[str, str]:
    body = _("L’entretien du %(moment)s (%(zone)s) est annulé. %(reason)s Rien d’autre ne change.")
    return _("Entretien annulé"), _closed_up(body % {**_moment(session), "reason": said(reason)})


def _closed_up(body: str) -> str:
    """Close up the place of a reason that was not told."""
    return body.replace(". \n", ".\n").replace(".  ", ". ")


def _agreement_ready() -> tuple[str, str]:
    return _("Votre convention est prête"), _(
        "La convention de votre bilan est prête à lire. Prenez votre temps : "
        "rien ne commence sans votre signature."
    )


def _delivered() -> tuple[str, str]:
    return _("Votre synthèse est à vous"), _(
        "Votre bilan est terminé et votre synthèse vous est remise. Elle n’appartient qu’à vous : "
        "vous la retrouvez dans vos données, et personne d’autre ne la lit sans votre accord."
    )


def _follow_up_due(follow_up: FollowUp) -> tuple[str, str]:
    return _("Où en êtes-vous ?"), _(
        "Votre bilan s’est terminé il y a quelque temps. Dites en une minute où vous en êtes, sans vous "
        "connecter :\n%(address)s\n\n"
        "Cela sert à vous, et vous pouvez demander un entretien de suivi."
    ) % {"address": address_of(follow_up.pk, kind=FOLLOW_UP)}
