"""Why an occupation fits or does not, said in whole sentences with the person's own words and figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import isnan

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from bilan.engine.match import GROUND, Match, OccupationTable, inverted, nearness
from bilan.engine.match.table import LETTERS
from bilan.occupations.matching.names import CARD_NAMES, CONTEXT_NAMES, LETTER_NAMES
from bilan.occupations.matching.profile import Profile
from bilan.occupations.matching.whereabouts import is_away
from bilan.occupations.queries import Market

NAMES = {"letters": LETTER_NAMES, "values": CARD_NAMES, "contexts": CONTEXT_NAMES}
NAMED = 3  # skills or values named in a sentence
CLEAR, WEAK = 0.6, 0.4  # term values from which it speaks for, or against
FIRST = frozenset({"FEW_SKILLS_USED", "NO_SKILL_SHARED", "NOT_HERE"})  # what makes an option unlikely
UNKNOWN = frozenset({"MARKET_UNKNOWN", "TRAINING_UNKNOWN", "PAY_UNKNOWN"})  # told last
SHORT_MONTHS, LONG_MONTHS = 3, 10
SOUGHT, QUIET = 4, 2  # tension

SENTENCES = {
    "LIKED": _("Il emploie ce que vous aimez faire : %(skills)s."),
    "DISLIKED": _("Il demande aussi ce que vous n’aimez pas faire : %(skills)s."),
    "INTERESTS_AGREE": _("Il va avec ce qui vous attire : %(letters)s."),
    "INTERESTS_DIFFER": _("Il demande surtout autre chose que ce qui vous attire : %(letters)s."),
    "VALUES_MET": _("Il offre souvent ce qui compte pour vous : %(values)s."),
    "VALUES_MISSED": _("Il offre rarement ce qui compte pour vous : %(values)s."),
    "LIVED": _("C’est un métier que vous avez exercé : le même, ailleurs ou autrement."),
    "NEAR_LIVED": _("Il est proche d’un métier que vous avez exercé."),
    "TRAINING_HAD": _("Ce que vous avez appris tient lieu de formation."),
    "DIPLOMA_HELPS": _("Votre diplôme, même d’un autre domaine, raccourcit la formation."),
    "NOT_HERE": _("Il ne s’exerce pas dans votre département : il demanderait de partir."),
    "NO_TRAINING": _("On y entre sans diplôme ni longue formation."),
    "TRAINING_UNKNOWN": _("La durée de la formation n’est pas publiée : elle reste à demander."),
    "REGULATED": _("La loi demande un titre pour l’exercer."),
    "SOUGHT": _("Les employeurs peinent à recruter (%(area)s, %(vintage)s)."),
    "QUIET": _("On recrute peu, ou les candidats sont nombreux (%(area)s, %(vintage)s)."),
    "MARKET_UNKNOWN": _("On ne connaît pas de chiffre du recrutement pour ce métier."),
    "PAY_UNKNOWN": _("On ne connaît pas son salaire médian : votre minimum n’a pas pu être vérifié."),
    "WISH_GRANTED": _("Il vous épargne ce que vous aimeriez éviter."),
    "WISH_MISSED": _("Il comporte ce que vous aimeriez éviter : %(contexts)s."),
    "PAY_HOPED": _("Son salaire médian atteint celui que vous espérez."),
    "PAY_BELOW_HOPE": _("Son salaire médian est au-dessous de celui que vous espérez."),
    "FEW_SKILLS_USED": _(
        "Cette piste tient surtout à vos goûts : de vos compétences, elle n’emploie que %(skills)s."
    ),
    "NO_SKILL_SHARED": _(
        "Cette piste tient à vos goûts : aucune de vos compétences confirmées n’y est demandée telle quelle."
    ),
}
COUNTED: dict[str, Callable[[int], str]] = {
    "SKILLS_HELD": lambda count: ngettext(
        "Vous avez déjà %(count)s des %(total)s savoir-faire essentiels du métier : %(skills)s.",
        "Vous avez déjà %(count)s des %(total)s savoir-faire essentiels du métier, dont %(skills)s.",
        count,
    ),
    "SKILLS_SHARED": lambda count: ngettext(
        "Une de vos compétences y sert : %(skills)s.",
        "%(count)s de vos compétences y servent, dont %(skills)s.",
        count,
    ),
    "SKILLS_MISSING": lambda count: ngettext(
        "Il vous reste %(count)s savoir-faire important à apprendre : %(skills)s.",
        "Il vous reste %(count)s savoir-faire importants à apprendre, dont %(skills)s.",
        count,
    ),
    "SHORT_TRAINING": lambda count: ngettext(
        "La formation est courte : environ %(count)s mois.",
        "La formation est courte : environ %(count)s mois.",
        count,
    ),
    "LONG_TRAINING": lambda count: ngettext(
        "Il faut compter environ %(count)s mois de formation.",
        "Il faut compter environ %(count)s mois de formation.",
        count,
    ),
}


class Mobility(StrEnum):
    """How far an occupation is from those the person worked in."""

    SAME_JOB = "SAME_JOB"
    NEAR_JOB = "NEAR_JOB"
    OTHER_FIELD = "OTHER_FIELD"
    UNKNOWN = "UNKNOWN"


LIVED_REASONS = {Mobility.SAME_JOB: "LIVED", Mobility.NEAR_JOB: "NEAR_LIVED"}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; `parameters` hold figures, labels of skills, and codes of letters or value cards."""

    code: str
    parameters: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """Say the reason in the active language."""
        count = self.parameters.get("count")
        text = COUNTED[self.code](count) if isinstance(count, int) else gettext(SENTENCES[self.code])
        return text % {name: _said(name, value) for name, value in self.parameters.items()}

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True, slots=True)
class Facts:
    """What reasons are drawn from."""

    table: OccupationTable
    profile: Profile
    match: Match
    labels: Mapping[str, str]
    market: Market | None
    departement: str | None = None  # where the person looks


def mobility_of(facts: Facts) -> Mobility:
    """Return how far an occupation is from those the person worked in, unknown while none is told."""
    lived = facts.profile.as_person().lived
    if not lived:
        return Mobility.UNKNOWN
    near = float(nearness(facts.table, lived)[facts.match.occupation])
    return Mobility.SAME_JOB if near == 1 else Mobility.NEAR_JOB if near > 0 else Mobility.OTHER_FIELD


def reasons_of(facts: Facts) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Return the reasons for and against, the weightiest terms first, what is not known last."""
    drawn = {
        "skills": _of_skills(facts),
        "liking": _of_liking(facts),
        "interests": _of_interests(facts),
        "values": _of_values(facts),
        "training": _of_training(facts),
        "market": _of_market(facts),
        "wishes": _of_wishes(facts),
    }
    order = sorted(drawn, key=lambda name: -facts.match.weights[name])
    found = sorted((one for name in order for one in drawn[name]), key=lambda one: _rank(one[1]))
    return (
        tuple(reason for is_for, reason in found if is_for),
        tuple(reason for is_for, reason in found if not is_for),
    )


def _rank(reason: Reason) -> int:
    """Say first what makes an occupation unlikely, and last what is not known."""
    return (reason.code in UNKNOWN) - (reason.code in FIRST)


Drawn = list[tuple[bool, Reason]]  # (does it speak for, reason)


def _of_skills(facts: Facts) -> Drawn:
    if not facts.profile.skills:
        return []
    return [_held(facts), *_missing(facts)]


def _held(facts: Facts) -> tuple[bool, Reason]:
    """Say which skills serve: among the essential ones where some do."""
    match = facts.match
    essential = [(skill, place) for skill, place in match.held if skill in match.essential]
    given = _given(facts, essential or match.held)
    if not given:
        return False, Reason("NO_SKILL_SHARED")
    if match.values["skills"] < GROUND:
        return False, Reason("FEW_SKILLS_USED", {"skills": _named(facts, given)})
    if not essential:
        return True, Reason("SKILLS_SHARED", {"count": len(given), "skills": _named(facts, given)})
    counts = {"count": len(essential), "total": len(match.essential)}
    return True, Reason("SKILLS_HELD", {**counts, "skills": _named(facts, given)})


def _missing(facts: Facts) -> Drawn:
    missing = [facts.table.skills[skill] for skill, is_essential in facts.match.missing if is_essential]
    if not missing:
        return []
    told = {"count": len(missing), "skills": _named(facts, missing)}
    return [(False, Reason("SKILLS_MISSING", told))]


def _given(facts: Facts, held: Sequence[tuple[int, int]]) -> list[str]:
    """Return the person's own skills behind demands that are met, each once."""
    return list(dict.fromkeys(facts.profile.skills[place].uri for _, place in held))


def _of_liking(facts: Facts) -> Drawn:
    found: Drawn = []
    for liking, is_for, code in ((1, True, "LIKED"), (-1, False, "DISLIKED")):
        used = [facts.profile.skills[place] for _, place in facts.match.held]
        uris = [skill.uri for skill in used if skill.liking == liking]
        if uris:
            found.append((is_for, Reason(code, {"skills": _named(facts, uris)})))
    return found


def _of_interests(facts: Facts) -> Drawn:
    value = facts.match.values["interests"]
    row = facts.table.interests[facts.match.occupation]
    strong = [letter for letter, score in zip(LETTERS, row, strict=True) if score >= 0.5]
    mean = sum(score for score, _ in facts.profile.riasec.values()) / max(len(facts.profile.riasec), 1)
    if value >= CLEAR:
        dear = [one for one in strong if facts.profile.riasec.get(one, (0.0, 0.0))[0] > mean]
        return [(True, Reason("INTERESTS_AGREE", {"letters": tuple(dear or strong)}))]
    if value <= WEAK:
        far = [one for one in strong if facts.profile.riasec.get(one, (0.0, 0.0))[0] <= mean]
        return [(False, Reason("INTERESTS_DIFFER", {"letters": tuple(far or strong)}))]
    return []


def _of_values(facts: Facts) -> Drawn:
    offered = dict(zip(facts.table.cards, facts.table.values[facts.match.occupation], strict=True))
    dear = [card for card in facts.profile.values if not isnan(offered.get(card, float("nan")))]
    met = [card for card in dear if offered[card] >= CLEAR][:NAMED]
    missed = [card for card in dear if offered[card] <= WEAK][:NAMED]
    found: Drawn = []
    if met:
        found.append((True, Reason("VALUES_MET", {"values": tuple(met)})))
    if missed:
        found.append((False, Reason("VALUES_MISSED", {"values": tuple(missed)})))
    return found


def _of_training(facts: Facts) -> Drawn:
    months, mobility = facts.match.months_left, mobility_of(facts)
    found: Drawn = [(True, Reason(LIVED_REASONS[mobility]))] if mobility in LIVED_REASONS else []
    if facts.table.regulated[facts.match.occupation]:
        found.append((False, Reason("REGULATED")))
    if _is_shortened(facts):
        found.append((True, Reason("DIPLOMA_HELPS")))
    if isnan(months):
        found.append((False, Reason("TRAINING_UNKNOWN")))
    elif round(months) < 1:
        is_had = inverted(facts.table).months[0, facts.match.occupation] >= 1
        found.append((True, Reason("TRAINING_HAD" if is_had else "NO_TRAINING")))
    elif months <= SHORT_MONTHS:
        found.append((True, Reason("SHORT_TRAINING", {"count": round(months)})))
    elif months >= LONG_MONTHS:
        found.append((False, Reason("LONG_TRAINING", {"count": round(months)})))
    return found


def _is_shortened(facts: Facts) -> bool:
    """Tell whether the diploma takes a month or more off a training that is still to be followed."""
    needed = inverted(facts.table).months[:, facts.match.occupation]
    spared = needed[0] - needed[facts.profile.constraints.diploma or 0]
    return bool(facts.match.months_left >= 1 and spared >= 1)


def _of_market(facts: Facts) -> Drawn:
    market = facts.market
    away = is_away(facts.table.codes[facts.match.occupation], facts.departement)
    found: Drawn = [(False, Reason("NOT_HERE"))] if away else []
    if facts.profile.constraints.minimum_pay is not None and (market is None or market.median_pay is None):
        found.append((False, Reason("PAY_UNKNOWN")))
    if market is None or market.tension is None:
        return [*found, (False, Reason("MARKET_UNKNOWN"))]
    where = {"area": market.area_name, "vintage": market.vintage}
    if market.tension >= SOUGHT:
        found.append((True, Reason("SOUGHT", where)))
    if market.tension <= QUIET:
        found.append((False, Reason("QUIET", where)))
    return found


def _of_wishes(facts: Facts) -> Drawn:
    """Say which wishes are granted and which are not; a pay nobody published grants and refuses nothing."""
    wishes, row = facts.profile.as_person().wishes, facts.match.occupation
    told = dict(zip(facts.table.context_codes, facts.table.contexts[row], strict=True))
    known = sorted(wishes.unwanted_contexts & told.keys())
    met = tuple(facts.labels.get(code, code) for code in known if told[code])
    found: Drawn = []
    if met:
        found.append((False, Reason("WISH_MISSED", {"contexts": met})))
    elif known:
        found.append((True, Reason("WISH_GRANTED")))
    pay = facts.market.median_pay if facts.market else None
    if wishes.pay is not None and pay is not None:
        is_hoped = pay >= wishes.pay
        found.append((is_hoped, Reason("PAY_HOPED" if is_hoped else "PAY_BELOW_HOPE")))
    return found


def _named(facts: Facts, uris: Sequence[str]) -> tuple[str, ...]:
    """Return the labels of the first skills, each once."""
    return tuple(facts.labels.get(uri, uri) for uri in list(dict.fromkeys(uris))[:NAMED])


def _said(name: str, value: object) -> object:
    """Say a parameter: lists in words, letters, cards and contexts by their names."""
    if not isinstance(value, tuple):
        return value
    if name == "skills":
        return listed([gettext("« %(label)s »") % {"label": label} for label in value])
    words = [gettext(NAMES[name][code]) if code in NAMES[name] else code for code in value]
    return listed([word[:1].lower() + word[1:] for word in words])


def listed(words: Sequence[str]) -> str:
    """Join words as one says them."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s et %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
