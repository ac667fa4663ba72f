"""The catalogue of modules, for anyone: what each is for, how it is lived, who does what."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bilan.cases.models import Mode, Phase
from bilan.rules.modules import Module, ModuleCatalogue, ModuleMode, load_catalogue
from bilan.web.audience import for_public
from bilan.web.beneficiary.modules import language, title_of

AT_HOME: Mapping[str, str | Promise] = {
    "NONE": _("rien"),
    "PHONE": _("un téléphone ou un ordinateur"),
    "COMPUTER": _("un ordinateur ou une tablette"),
}


@dataclass(frozen=True, slots=True)
class WayView:
    """One way to live a module, in minutes, with its share of the most that the module can bring."""

    label: str
    minutes: int
    accompanied_minutes: int
    feedback_minutes: int
    counsellor_minutes: int
    at_home: str | Promise
    brings: int


@dataclass(frozen=True, slots=True)
class ModuleView:
    """A module as the catalogue shows it."""

    code: str
    title: str
    purpose: str
    output: str
    is_core: bool
    is_counted: bool
    needs: tuple[str, ...]
    after: tuple[str, ...]
    ends_with: tuple[str, ...]
    ways: tuple[WayView, ...]


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A phase and its modules, in the order of the catalogue."""

    code: str
    label: str
    modules: tuple[ModuleView, ...]


@for_public
def modules(request: HttpRequest) -> HttpResponse:
    """Show every module that a programme may hold."""
    catalogue = load_catalogue()
    context = {"phases": _phases(catalogue), "count": len(catalogue.modules)}
    return render(request, "public/modules.html", context)


def _phases(catalogue: ModuleCatalogue) -> tuple[PhaseView, ...]:
    return tuple(
        PhaseView(
            phase.value,
            str(phase.label),
            tuple(_module(each, catalogue) for each in catalogue.modules if each.phase == phase),
        )
        for phase in Phase
    )


def _module(told: Module, catalogue: ModuleCatalogue) -> ModuleView:
    return ModuleView(
        code=told.code,
        title=told.title(language()),
        purpose=told.purpose(language()),
        output=_inside(told.output(language())),
        is_core=told.is_core,
        is_counted=told.is_counted,
        needs=tuple(catalogue.needs[need].text(language()) for need in _needs_served(told)),
        after=tuple(title_of(code) for code in told.prerequisites),
        ends_with=tuple(title_of(code) for code in told.completed_by),
        ways=_ways(told),
    )


def _inside(sentence: str) -> str:
    """Return a sentence as it stands after a colon."""
    return sentence[:1].lower() + sentence[1:]


def _needs_served(told: Module) -> list[str]:
    """Return the needs that a module serves, the one it serves most first."""
    most: dict[str, float] = {}
    for way in told.modes:
        for need, gain in way.gains.items():
            most[need] = max(gain, most.get(need, 0.0))
    return sorted(most, key=lambda need: -most[need])


def _ways(told: Module) -> tuple[WayView, ...]:
    most = max(_brought(way.gains) for way in told.modes)
    return tuple(_way(way, most) for way in told.modes)


def _way(way: ModuleMode, most: float) -> WayView:
    return WayView(
        label=str(Mode(way.mode).label),
        minutes=way.minutes,
        accompanied_minutes=way.accompanied_minutes,
        feedback_minutes=way.feedback_minutes,
        counsellor_minutes=way.counsellor_minutes,
        at_home=AT_HOME[way.equipment],
        brings=round(100 * _brought(way.gains) / most) if most else 0,
    )


def _brought(gains: Mapping[str, float]) -> float:
    return sum(gains.values())
