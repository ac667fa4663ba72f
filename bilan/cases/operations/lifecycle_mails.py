"""Mails of pauses, later ends and silences: dates in words, never a word of content."""

from datetime import date, datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bilan.accounts.models import Person
from bilan.cases.decent_hours import next_in_the_day
from bilan.cases.models import Case, Prolongation, Suspension
from bilan.messages.operations import queue_mail


def tell_suspended(case: Case, pause: Suspension, *, at: datetime) -> None:
    """Tell both until when the bilan pauses."""
    for person in (case.beneficiary, case.practitioner.person):
        with translation.override(person.language):
            body = _(
                "Le bilan est en pause jusqu’au %(day)s. Ce qui est écrit reste en place ; les rendez-vous "
                "d’ici là sont annulés. Il peut reprendre plus tôt, à tout moment."
            ) % {"day": _day(pause.until)}
            _mail("case.suspended", person, _("Le bilan est en pause"), body, about=str(pause.pk), at=at)


def tell_resumed(case: Case, *, at: datetime) -> None:
    """Tell both that the bilan goes on."""
    for person in (case.beneficiary, case.practitioner.person):
        with translation.override(person.language):
            body = _("La pause est terminée : le bilan reprend là où il en était. Prenez un rendez-vous.")
            _mail("case.resumed", person, _("Le bilan reprend"), body, about=str(case.pk), at=at)


def tell_prolongation_asked(asked: Prolongation, *, to: Person, at: datetime) -> None:
    """Ask the other whether they agree to a later end."""
    with translation.override(to.language):
        body = _(
            "Il vous est proposé de terminer le bilan le %(until)s au lieu du %(before)s. Rien ne change "
            "sans votre accord ; le prix et les heures restent ceux de la convention."
        ) % {"until": _day(asked.until), "before": _day(asked.before)}
        _mail("prolongation.asked", to, _("Terminer le bilan un peu plus tard"), body, str(asked.pk), at)


def nudge_person(case: Case, rung: Case.Nudge, *, at: datetime) -> None:
    """Remind the person, without reproach; the second time, say that a pause is possible."""
    with translation.override(case.beneficiary.language):
        subject, body = _first() if rung == Case.Nudge.FIRST else _second()
        kind = f"silence.{rung.lower()}"
        _mail(kind, case.beneficiary, subject, body, about=str(case.pk), at=at)


def tell_drop_out_proposed(case: Case, *, at: datetime) -> None:
    """Ask the person whether to go on or to stop, and tell who leads that it was asked."""
    with translation.override(case.beneficiary.language):
        subject, body = _drop_out()
        _mail("silence.drop-out", case.beneficiary, subject, body, about=str(case.pk), at=at)
    leader = case.practitioner.person
    with translation.override(leader.language):
        body = _(
            "Une personne que vous accompagnez n’a plus donné de nouvelles depuis longtemps. Le choix "
            "d’arrêter ou de continuer lui est proposé ; elle seule décide, et rien ne change d’ici là."
        )
        _mail("silence.told", leader, _("Un bilan est sans nouvelles"), body, about=str(case.pk), at=at)


def _mail(kind: str, to: Person, subject: str, body: str, about: str, at: datetime) -> None:
    """Queue a mail for the day: time itself sends most of them, and its hour may be midnight."""
    due_at = next_in_the_day(at)
    queue_mail(kind=kind, to=to.email, subject=subject, body=body, due_at=due_at, at=at, about=about)


def _first() -> tuple[str, str]:
    return _("Votre bilan vous attend, sans presser"), _(
        "Votre bilan est là où vous l’avez laissé. Un quart d’heure suffit souvent pour le pas suivant : "
        "l’accueil vous le montre."
    )


def _second() -> tuple[str, str]:
    return _("Besoin d’une pause ?"), _(
        "Cela fait un moment que votre bilan est resté tel quel. Si ce n’est pas le bon moment, vous pouvez "
        "le mettre en pause depuis votre parcours ; sinon, prenez un rendez-vous, même court."
    )


def _drop_out() -> tuple[str, str]:
    return _("Continuer votre bilan, ou l’arrêter ?"), _(
        "Votre bilan est sans nouvelles depuis longtemps. Dites si vous continuez, si vous le mettez en "
        "pause, ou si vous l’arrêtez : aucun choix n’est une faute. Sans réponse de votre part, rien ne "
        "s’arrête et rien n’est détruit."
    )


def _day(day: date) -> str:
    return date_format(day, "j F Y")
