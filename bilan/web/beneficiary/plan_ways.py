"""What each change of a module would make of the hours, told beside each choice."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from bilan.cases.durations import in_words
from bilan.cases.models import Mode, Phase
from bilan.cases.queries import Hours, PlanLine
from bilan.rules.modules import Module, ModuleMode, module
from bilan.web.beneficiary.hours import envelope_minutes
from bilan.web.beneficiary.modules import title_of
from bilan.web.pictures.ruler import Ruler, draw_ruler


@dataclass(frozen=True, slots=True)
class Way:
    """A change that may be chosen: its value on the form, its words, and the hours it would leave."""

    value: str
    words: str | Promise
    said: str
    ruler: Ruler
    is_beyond: bool


@dataclass(frozen=True, slots=True)
class Budget:
    """The hours of a plan as they stand, in minutes, and what bounds them."""

    hours: Hours
    total: int
    accompanied: int

    @classmethod
    def of(cls, lines: Iterable[PlanLine], hours: Hours) -> "Budget":
        """Add up what counts."""
        counted = [line for line in lines if line.is_counted and line.phase != Phase.FOLLOW_UP]
        return cls(
            hours, sum(line.minutes for line in counted), sum(line.accompanied_minutes for line in counted)
        )

    @property
    def ruler(self) -> Ruler:
        """The hours drawn; the legal minimum as a mark."""
        least = self.hours.envelope.minimum_accompanied
        return draw_ruler(
            accompanied=self.accompanied,
            booked=0,
            own=self.total - self.accompanied,
            envelope=envelope_minutes(self.hours),
            minimum=least.value if least else None,
        )

    def fault(self) -> str:
        """Say which bound the hours would pass, empty when none."""
        envelope = self.hours.envelope
        if envelope.maximum and self.total > envelope.maximum.value:
            return _("au-delà de %(time)s") % {"time": in_words(envelope.maximum.value)}
        least = envelope.minimum_accompanied
        if least and self.accompanied < least.value:
            return _("moins de %(time)s avec quelqu’un") % {"time": in_words(least.value)}
        if envelope.minimum and self.total < envelope.minimum.value:
            return _("moins de %(time)s en tout") % {"time": in_words(envelope.minimum.value)}
        return ""

    def way(self, value: str, words: str | Promise, *, left: tuple[int, int], taken: tuple[int, int]) -> Way:
        """Return a choice with what it makes of the hours: (total, accompanied) minutes left and taken."""
        after = Budget(self.hours, self.total - left[0] + taken[0], self.accompanied - left[1] + taken[1])
        times = {"total": in_words(after.total), "accompanied": in_words(after.accompanied)}
        said = _("%(total)s en tout, %(accompanied)s avec quelqu’un") % times
        fault = after.fault()
        if fault:
            said = _("%(said)s : %(fault)s") % {"said": said, "fault": fault}
        return Way(value, words, said, after.ruler, is_beyond=bool(fault))


def ways_of(line: PlanLine, budget: Budget) -> tuple[Way, ...]:
    """Return the other ways to live a module of the plan, and to take it out; none once it was lived."""
    if line.is_done:
        return ()
    known, held = module(line.code), (line.minutes, line.accompanied_minutes)
    left = held if line.is_counted else (0, 0)
    others = [way for way in known.modes if way.mode in {str(mode) for mode in line.other_modes}]
    return (
        *(
            budget.way(
                f"{line.code}:{way.mode}", Mode(way.mode).label, left=left, taken=_minutes(known, way, budget)
            )
            for way in others
        ),
        budget.way(f"{line.code}:", _("rien : retirer cette étape"), left=left, taken=(0, 0)),
    )


def spare_ways(modules: Iterable[Module], budget: Budget) -> tuple[Way, ...]:
    """Return the ways to add a module that the plan does not hold."""
    return tuple(
        budget.way(
            f"{known.code}:{way.mode}",
            _("%(title)s, %(mode)s, %(time)s")
            % {"title": title_of(known.code), "mode": Mode(way.mode).label, "time": in_words(way.minutes)},
            left=(0, 0),
            taken=_minutes(known, way, budget),
        )
        for known in modules
        for way in known.modes
    )


def _minutes(known: Module, way: ModuleMode, budget: Budget) -> tuple[int, int]:
    """Return what a module lived in a way adds to the hours that count."""
    if not known.is_counted or known.phase == Phase.FOLLOW_UP:
        return (0, 0)
    feedback = way.feedback_minutes if budget.hours.envelope.feedback_counts else 0
    return way.minutes, min(way.minutes, way.accompanied_minutes + feedback)
