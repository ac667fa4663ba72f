"""The one next thing, in words: a title, why, where it leads, how long it takes."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.accounts.models import Person
from bilan.cases.models import Case
from bilan.cases.queries import NextStep, next_step
from bilan.web.beneficiary.next_words import LEDES, WORDS, Lazy
from bilan.web.beneficiary.readers import counsellor_name

MORNING, EVENING = 5, 18


@dataclass(frozen=True, slots=True)
class NextThing:
    """The only sheet on the page."""

    label: str
    title: Lazy
    text: Lazy
    url: str
    action: Lazy
    aside: str


def greeting(person: Person, *, now: datetime) -> str:
    """Greet by the hour of the day, by the first name when there is one."""
    is_day = MORNING <= timezone.localtime(now).hour < EVENING
    if not person.first_name:
        return _("Bonjour") if is_day else _("Bonsoir")
    pattern = _("Bonjour, %(name)s") if is_day else _("Bonsoir, %(name)s")
    return pattern % {"name": person.first_name}


def lede_of(case: Case | None) -> str:
    """Say in a sentence where the person is."""
    if case is None:
        return _("Un bilan, c’est prendre le temps de faire le point avec quelqu’un, avant de décider.")
    if case.state == Case.State.LEFT:
        return _("Vous avez arrêté votre bilan. C’était votre droit, et vous pouvez en commencer un autre.")
    if case.state == Case.State.DELIVERED:
        return _("Votre bilan est terminé. Ce que vous avez construit reste à vous.")
    return str(LEDES[case.phase]) % {"name": counsellor_name(case)}


def next_thing(person: Person, case: Case | None, *, now: datetime) -> NextThing:
    """Return the one next thing of a person, in words (at most twelve queries)."""
    step = next_step(person=person, case=case, now=now, today=timezone.localdate(now))
    text, action = WORDS[step.code]
    return NextThing(
        label=_("La prochaine chose à faire"),
        title=step.title,
        text=text,
        url=_url(step),
        action=action,
        aside=_about(step.minutes),
    )


def _url(step: NextStep) -> str:
    return reverse(step.url_name, args=[] if step.argument is None else [step.argument])


def _about(minutes: int) -> str:
    if not minutes:
        return ""
    return ngettext("Environ %(minutes)d minute", "Environ %(minutes)d minutes", minutes) % {
        "minutes": minutes
    }
