"""What would bring an occupation into the six, said in whole sentences."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from bilan.engine.match import Change as Found
from bilan.engine.match import what_would_change as smallest_changes
from bilan.occupations.errors import UnknownOccupation
from bilan.occupations.indexes import MatchIndex, occupation_index
from bilan.occupations.matching.names import CONTEXT_NAMES
from bilan.occupations.matching.profile import Profile
from bilan.occupations.matching.ranking import market_of
from bilan.occupations.matching.reasons import listed
from bilan.occupations.models import Catalogue
from bilan.occupations.queries import occupation_catalogue, skill_labels

SLIDER_NAMES = {
    "skills": _("ce que vous savez déjà faire"),
    "liking": _("ce que vous aimez faire"),
    "interests": _("ce qui vous attire"),
    "values": _("ce qui compte dans votre vie"),
    "training": _("le temps de formation"),
    "market": _("le recrutement près de chez vous"),
    "wishes": _("ce que vous souhaitez sans l’exiger"),
}
SENTENCES = {
    "MORE": _("Donner plus de poids à ceci : %(name)s."),
    "LESS": _("Donner moins de poids à ceci : %(name)s."),
    "CONTEXT": _("Accepter ceci, que vous vouliez éviter : %(name)s."),
    "PAY": _("Accepter un salaire médian de %(after)s € par mois."),
    "EXCLUDED": _("Reprendre ce métier, que vous aviez écarté."),
    "LIVED": _("Le reprendre : c’est un métier que vous avez exercé, nous ne le proposons pas."),
    "SKILLS": _("Apprendre ceci, assez pour le montrer : %(name)s."),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changes.

    WEIGHT moves the slider `name` from `before` to `after`; CONTEXT allows the working context `name`;
    TRAINING (months) and PAY (euros a month) move a limit; EXCLUDED takes the occupation up again; LIVED
    goes back to one worked in; SKILLS learns some.
    """

    kind: str
    name: str
    label: str  # of a working context
    before: float
    after: float
    skills: tuple[tuple[str, str], ...]  # (uri, label)

    @property
    def sentence(self) -> str:
        """Say the change in the active language."""
        if self.kind == "TRAINING":
            count = int(self.after)
            told = ngettext(
                "Accepter jusqu’à %(count)s mois de formation.",
                "Accepter jusqu’à %(count)s mois de formation.",
                count,
            )
            return told % {"count": count}
        code = self.kind if self.kind != "WEIGHT" else "MORE" if self.after > self.before else "LESS"
        return gettext(SENTENCES[code]) % {"name": self._named(), "after": int(self.after)}

    def __str__(self) -> str:
        return self.sentence

    def _named(self) -> str:
        if self.kind == "WEIGHT":
            return gettext(SLIDER_NAMES[self.name])
        if self.kind == "SKILLS":
            return listed([gettext("« %(label)s »") % {"label": label} for _uri, label in self.skills])
        return gettext(self.label)


@dataclass(frozen=True, slots=True)
class Changes:
    """The ways an occupation comes into the list, smallest first; what a way holds must change together."""

    is_in: bool
    ways: tuple[tuple[Change, ...], ...] = ()


def what_would_change(
    profile: Profile,
    code: str,
    *,
    language: str = "fr",
    departement: str | None = None,
    limit: int = 6,
    catalogue: Catalogue | None = None,
) -> Changes:
    """Return the smallest changes that bring an occupation into the list shown.

    Sliders move to the positions that pages offer. A single change named is the smallest of its kind; several
    skills are a short list, not proven the shortest. As many queries as a ranking, and two for names.

    Raises:
        CatalogueMissing: nothing is loaded.
        UnknownOccupation: the catalogue has no such code.
    """
    chosen = catalogue or occupation_catalogue()
    index = occupation_index(chosen)
    if code not in index.rows:
        raise UnknownOccupation(code=code)
    found = smallest_changes(
        index.table,
        profile.as_person(),
        market_of(index, chosen, departement),
        occupation=index.rows[code],
        limit=limit,
        weights=profile.weights,
        places=index.columns,
    )
    names = _names(index, [change for way in found.ways for change in way], language)
    lived = profile.as_person().lived
    ways = tuple(tuple(_said(index, change, names, lived) for change in way) for way in found.ways)
    return Changes(found.is_in, ways)


def _names(index: MatchIndex, changes: list[Found], language: str) -> Mapping[str, str]:
    """Return the names of skills and contexts; common codes have ours."""
    uris = {index.table.skills[skill] for change in changes for skill in change.skills}
    contexts = {change.name for change in changes if change.kind == "CONTEXT"}
    return {**skill_labels(uris | contexts, language), **CONTEXT_NAMES}


def _said(index: MatchIndex, change: Found, names: Mapping[str, str], lived: Collection[str]) -> Change:
    uris = [index.table.skills[skill] for skill in change.skills]
    is_lived = change.kind == "EXCLUDED" and change.name in lived
    return Change(
        kind="LIVED" if is_lived else change.kind,
        name=change.name,
        label=names.get(change.name, change.name) if change.kind == "CONTEXT" else "",
        before=change.before,
        after=change.after,
        skills=tuple((uri, names.get(uri, uri)) for uri in uris),
    )
