"""What a result says in words: hypotheses, with what cannot be told apart said plainly."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot

from django.utils.translation import gettext as _

from bilan.instruments.results import (
    AreaLevel,
    CmsResult,
    ProfileResult,
    RiasecResult,
    ScaleResult,
    ValuesResult,
    WordsResult,
)

MOST_PAIRS = 2


@dataclass(frozen=True, slots=True)
class Told:
    """The sentences of a result: the first one, one beside the picture, what cannot be told apart."""

    first: str
    second: str = ""
    close: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaView:
    """One area in words: the level that counts, and what it stands on."""

    code: str
    title: str
    sentence: str
    correction: str
    reason: str
    evidence: str
    needs_evidence: bool


def told_interests(found: RiasecResult) -> Told:
    """Say which interests come first, what is too close to call, or that none stands out."""
    names = {interest.letter: str(interest.title) for interest in found.interests}
    close = tuple(
        _("« %(one)s » et « %(two)s » sont trop proches pour être départagés.")
        % {"one": names[one], "two": names[two]}
        for one, two in [pair for pair in found.indistinct if pair != found.order[:2]][:MOST_PAIRS]
    )
    if any(interest.share is None for interest in found.interests):
        return Told(first=_("Trop de questions passées pour dessiner vos goûts. Vos réponses sont gardées."))
    if found.is_flat:
        told = _("Vos goûts sont proches les uns des autres : aucun ne se détache. Cela arrive souvent.")
        hint = _("Un dessin plat n’oriente pas à lui seul : vos récits diront davantage.")
        return Told(first=told, second=hint)
    return _told_leading(found, names, close)


def _told_leading(found: RiasecResult, names: Mapping[str, str], close: tuple[str, ...]) -> Told:
    """Say which interests lead, and in which order where the measure tells."""
    first, second, third = found.order[:3]
    pattern = _("« %(one)s » passe devant, « %(two)s » vient ensuite.")
    order = _("D’abord %(one)s ; puis %(two)s.")
    if (first, second) in found.indistinct:
        pattern = _("« %(one)s » et « %(two)s » viennent en tête, à égalité.")
        order = _("Autant %(one)s que %(two)s.")
    elif (second, third) in found.indistinct:
        pattern = _("« %(one)s » passe devant ; « %(two)s » et « %(three)s » suivent, sans ordre sûr.")
        order = _("D’abord %(one)s.")
    meanings = {interest.letter: str(interest.meaning) for interest in found.interests}
    codes = {"one": first, "two": second, "three": third}
    told = pattern % {place: names[code] for place, code in codes.items()}
    nuance = order % {place: meanings[code] for place, code in codes.items()}
    return Told(first=told, second=nuance, close=close)


def area_view(area: AreaLevel) -> AreaView:
    """Say an area in words, with the counselor's reading beside the person's own."""
    correction = area.correction
    return AreaView(
        code=area.area,
        title=str(area.title),
        sentence=_area_sentence(area),
        correction=_("%(name)s propose de lire : niveau %(level)d, « %(title)s ». Sa raison :")
        % {"name": correction.by, "level": correction.level, "title": str(correction.title).lower()}
        if correction
        else "",
        reason=correction.reason if correction else "",
        evidence=area.evidence,
        needs_evidence=area.needs_evidence,
    )


def _area_sentence(area: AreaLevel) -> str:
    if area.level is None:
        return _("Trop de questions passées pour situer ce domaine. Vous en parlerez de vive voix.")
    facts = {"level": area.level, "title": str(area.level_title).lower(), "held": area.held_level}
    if area.needs_evidence:
        told = _(
            "Vous vous situez au niveau %(level)d, « %(title)s ». "
            "Sans exemple, nous retenons le niveau %(held)d pour l’instant."
        )
        return told % facts
    return _("Vous vous situez au niveau %(level)d, « %(title)s ».") % facts


def told_levels(found: CmsResult) -> Told:
    """Say where one is most and least at ease, or that nothing stands out."""
    known = [area for area in found.areas if area.mean is not None]
    if not known:
        return Told(first=_("Trop de questions passées pour situer vos domaines. Vos réponses sont gardées."))
    strong = max(known, key=lambda area: (area.mean or 0.0, area.area))
    weak = min(known, key=lambda area: (area.mean or 0.0, area.area))
    reach = hypot(strong.standard_error or 0.0, weak.standard_error or 0.0)
    if (strong.mean or 0.0) - (weak.mean or 0.0) <= reach:
        return Told(first=_("Vos réponses sont proches les unes des autres : rien ne se détache."))
    texts = {"strong": str(strong.title), "weak": str(weak.title)}
    return Told(
        first=_(
            "Vous êtes le plus à l’aise pour « %(strong)s ». Le bilan vous servira surtout pour « %(weak)s »."
        )
        % texts
    )


def told_values(found: ValuesResult) -> Told:
    """Say which card comes first."""
    if not found.ranked:
        return Told(first=_("Aucune carte indispensable : cela aussi se discute avec votre conseiller."))
    return Told(first=_("En premier : %(card)s.") % {"card": str(found.ranked[0].text).lower()})


def told_scale(found: ScaleResult) -> Told:
    """Say what the numbers are for."""
    if found.mean is None:
        return Told(first=_("Trop de questions passées pour en tirer un chiffre. Vos réponses sont gardées."))
    return Told(first=_("Vos réponses sont gardées. Elles servent de repère pour mesurer le chemin."))


def told_profile(found: ProfileResult) -> Told:
    """Say which scale leads within the person, what is too close to call, or that none stands out."""
    names = {scale.id: str(scale.title) for scale in found.scales}
    if any(scale.share is None for scale in found.scales):
        return Told(first=_("Trop de questions passées pour comparer vos réponses. Elles sont gardées."))
    if found.is_flat:
        return Told(first=_("Vos réponses sont proches les unes des autres : rien ne se détache."))
    close = tuple(
        _("« %(one)s » et « %(two)s » sont trop proches pour être départagés.")
        % {"one": names[one], "two": names[two]}
        for one, two in found.indistinct[:MOST_PAIRS]
    )
    if found.order[:2] in found.indistinct:
        return Told(first=_("Plusieurs viennent en tête, à égalité."), close=close)
    return Told(first=_("« %(one)s » passe devant.") % {"one": names[found.order[0]]}, close=close)


def told_words(found: WordsResult) -> Told:
    """Say how many questions were answered in words."""
    written = sum(bool(answer.words) for answer in found.answers)
    if not written:
        return Told(first=_("Vous n’avez rien écrit : cela aussi se discute avec votre conseiller."))
    return Told(first=_("Vos mots sont gardés tels quels, pour votre prochain entretien."))
