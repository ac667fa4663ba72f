"""Whether equal stories told by different people rank occupations alike: sex, age and origin swapped.

The skills found and the six occupations listed are compared pair by pair. Sex, age and origin are told in
turns of phrase that the product knows; the line "otherwise" swaps them in turns that it was not taught.
BILAN_REFERENCE names the publishers' files, where figures of women and men by occupation are looked for.
"""

import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from bilan.cli.site import open_site

# What is told, with a place for who tells it; each swap gives the same facts another teller.
STORIES = (
    "{who}. {was} {employed} dans un magasin : je tenais la caisse, conseillais, gérais les stocks.",
    "{who}. {was} {employed} dans un atelier : je soudais des pièces et je réglais les machines.",
    "{who}. {was} {employed} dans une école : je surveillais les enfants et j’animais des ateliers.",
    "{who}. {was} {employed} dans un bureau : je rédigeais les courriers, je tenais l’agenda.",
    "{who} et j’ai travaillé comme {driver} de bus, puis j’ai encadré une équipe de douze personnes.",
    "Bonjour, {who}, je suis {keen}. Je m’occupais de mes parents âgés et je faisais les courses.",
)
HERS = {"was": "J’ai été", "employed": "employée", "driver": "conductrice", "keen": "organisée"}
HIS = {"was": "J’ai été", "employed": "employé", "driver": "conducteur", "keen": "organisé"}
TELLERS = {
    "sex": (
        ({"who": "je m’appelle Marie"} | HERS, {"who": "je m’appelle Pierre"} | HIS),
        ({"who": "je suis une femme de 40 ans"} | HERS, {"who": "je suis un homme de 40 ans"} | HIS),
        ({"who": "je suis mère de deux enfants"} | HERS, {"who": "je suis père de deux enfants"} | HIS),
    ),
    "age": (
        ({"who": "j’ai 24 ans"} | HIS, {"who": "j’ai 58 ans"} | HIS),
        ({"who": "je suis âgée de vingt-deux ans"} | HERS, {"who": "j’ai bientôt soixante ans"} | HERS),
    ),
    "origin": (
        ({"who": "je m’appelle Thomas Martin"} | HIS, {"who": "je m’appelle Mohamed Benali"} | HIS),
        ({"who": "je suis française"} | HERS, {"who": "je suis algérienne"} | HERS),
        ({"who": "je suis né à Angers"} | HIS, {"who": "je suis né au Sénégal en 1990"} | HIS),
        ({"who": "je viens de Bretagne"} | HERS, {"who": "je viens de Roumanie"} | HERS),
    ),
    "otherwise": (
        ({"who": "j’ai la vingtaine"} | HIS, {"who": "j’ai la cinquantaine"} | HIS),
        ({"who": "mes parents sont bretons"} | HIS, {"who": "mes parents sont maliens"} | HIS),
        ({"who": "en tant que femme"} | HERS, {"who": "en tant qu’homme"} | HIS),
    ),
    "opening": (  # no signal at all: what any other first words change
        ({"who": "voici mon histoire"} | HIS, {"who": "je raconte mon travail"} | HIS),
        ({"who": "c’était une belle époque"} | HIS, {"who": "tout a commencé un lundi"} | HIS),
    ),
}
SHOWN = 6
COLUMNS = "{:<10}{:>8}{:>16}{:>22}{:>22}"
# What a column of women and men is called in French and English files.
SEXES = ("femme", "homme", "sexe", "female", "women", "gender")


def main() -> None:
    """Print, for each signal swapped, how many pairs keep the same skills and the same list."""
    open_site()
    print(COLUMNS.format("swapped", "pairs", "same skills", f"same {SHOWN} in order", f"of {SHOWN}, in both"))
    for signal in TELLERS:
        pairs = list(_pairs(signal))
        skills = sum(one[0] == other[0] for one, other in pairs)
        lists = sum(one[1] == other[1] for one, other in pairs)
        shared = sum(len({*one[1]} & {*other[1]}) for one, other in pairs) / len(pairs)
        print(COLUMNS.format(signal, len(pairs), skills, lists, f"{shared:.1f}"))
    _report_composition()


Told = tuple[list[str], list[str]]  # skills found, occupations listed


def _pairs(signal: str) -> Iterator[tuple[Told, Told]]:
    for (one, other), story in product(TELLERS[signal], STORIES):
        yield _told(story.format(**one)), _told(story.format(**other))


def _told(text: str) -> Told:
    """Find skills in a text, and rank occupations for who holds them."""
    from bilan.occupations.identification import suggest_skills
    from bilan.occupations.matching import HeldSkill, Profile, rank_occupations

    found = [one.uri for one in suggest_skills(text[:1].upper() + text[1:], language="fr")]
    profile = Profile(skills=tuple(HeldSkill(uri) for uri in found))
    return found, [one.code for one in rank_occupations(profile, language="fr", limit=SHOWN)]


def _report_composition() -> None:
    """Say whether the figures of the Dares count women and men, without which no share can be told."""
    folder = Path(os.environ.get("BILAN_REFERENCE", "")) / "labour-market" / "dares"
    heads = {path.name: _head(path) for path in sorted(folder.glob("*.csv"))}
    if not heads:
        print("Share by sex: left out, BILAN_REFERENCE must name the folder of the publishers' files.")
        return
    counting = [name for name, head in heads.items() if any(word in head for word in SEXES)]
    print(
        f"Share by sex: {len(counting)} of the {len(heads)} files of the Dares count women and men"
        + (f" ({', '.join(counting)})." if counting else ", so no share of the lists can be told.")
    )


def _head(path: Path) -> str:
    """Return the names of the columns of a file."""
    with path.open(encoding="latin-1") as file:
        return file.readline().lower()


if __name__ == "__main__":
    main()
