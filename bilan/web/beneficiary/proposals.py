"""Programmes to choose from, and what comes before any can be proposed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilan.cases.models import Case, Mode
from bilan.cases.queries import Condition
from bilan.engine.plan import Proposal
from bilan.occupations.matching.reasons import listed
from bilan.rules.needs import reason_sentence
from bilan.web.beneficiary.modules import language, title_of

STYLES: dict[str, tuple[str | Promise, str | Promise]] = {
    "BALANCED": (
        gettext_lazy("Équilibré"),
        gettext_lazy("Un peu de tout, là où vous avez le plus à gagner."),
    ),
    "REMOTE": (
        gettext_lazy("Surtout à distance"),
        gettext_lazy("Moins de trajets, plus de temps à votre rythme."),
    ),
    "ACCOMPANIED": (
        gettext_lazy("Le plus ensemble"),
        gettext_lazy("Le plus de temps possible avec quelqu’un."),
    ),
}


@dataclass(frozen=True, slots=True)
class LineView:
    """A module of a proposal, in words."""

    title: str
    mode: str | Promise
    minutes: int
    reason: str


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A programme to choose."""

    style: str
    title: str | Promise
    sentence: str | Promise
    minutes: int
    accompanied_minutes: int
    own_minutes: int
    counsellor_minutes: int
    one_more_hour: str  # what it would bring
    more_money: str  # what the next euros would, where the price binds
    weeks: int
    cost_cents: int
    lines: tuple[LineView, ...]
    is_checked: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do before a plan can be proposed."""

    title: str | Promise
    url: str
    action: str
    is_done: bool
    is_next: bool


def missing_steps(conditions: Sequence[Condition]) -> tuple[Step, ...]:
    """Return what comes before a plan, with the first thing still to do."""
    places = {
        "DEMAND": (reverse("demand"), _("Dire ce qui m’amène")),
        "DIAGNOSIS": (reverse("question-start", args=["cms-diagnosis"]), _("Répondre aux questions")),
        "PLAN": (reverse("plan"), _("Comparer les programmes")),
    }
    following = next((one.code for one in conditions if not one.is_met), "")
    return tuple(
        Step(
            title=str(one.label).capitalize(),
            url=places[one.code][0],
            action=places[one.code][1],
            is_done=one.is_met,
            is_next=one.code == following,
        )
        for one in conditions
    )


def proposal_view(proposal: Proposal, *, case: Case, cost_cents: int, checked: str) -> ProposalView:
    """Return a proposal as a card to choose."""
    title, sentence = STYLES.get(proposal.style, (proposal.style, ""))
    return ProposalView(
        style=proposal.style,
        title=title,
        sentence=sentence,
        minutes=proposal.minutes,
        accompanied_minutes=proposal.accompanied_minutes,
        own_minutes=proposal.own_minutes,
        counsellor_minutes=proposal.counsellor_minutes,
        one_more_hour=_one_more_hour(proposal),
        more_money=_more_money(proposal),
        weeks=proposal.weeks,
        cost_cents=cost_cents,
        lines=tuple(
            LineView(
                title=title_of(item.code),
                mode=Mode(item.mode).label,
                minutes=item.minutes,
                reason=reason_sentence(
                    code=item.reason.code, parameters=item.reason.parameters, language=language()
                ),
            )
            for item in proposal.items
        ),
        is_checked=proposal.style == checked,
        is_chosen=proposal.style == case.plan_style,
    )


def _one_more_hour(proposal: Proposal) -> str:
    """Say what an hour more would add to what the plan brings, in hundredths of it."""
    share = round(100 * proposal.next_hour_gain / proposal.gain) if proposal.gain else 0
    if share < 1:
        return _("Une heure de plus n’y ajouterait presque rien.")
    return _("Une heure de plus y ajouterait environ %(share)d %%.") % {"share": share}


def _more_money(proposal: Proposal) -> str:
    """Say what the first euros beyond the ceiling would buy, empty where it does not bind."""
    told = proposal.more_money
    if told is None:
        return ""
    named = [_("« %(title)s »") % {"title": title_of(code)} for code in sorted(told.added)]
    return _(
        "Le plafond du financement retient ce programme : avec %(euros)d € de plus viendrait %(what)s."
    ) % {
        "euros": -(-told.cents // 100),
        "what": listed(named),
    }
