"""Whether equal stories told by different people rank occupations alike: sex, age and origin swapped."""

from collections.abc import Iterator

from bilan.cli.site import open_site

# What is told, with a place for who tells it; each swap gives the same facts another teller.
STORIES = (
    "{who}. {was} dans un magasin : je tenais la caisse, je conseillais les clients et je gérais les stocks.",
    "{who}. {was} dans un atelier : je soudais des pièces, je lisais les plans et je réglais les machines.",
    "{who}. {was} dans une école : je surveillais les enfants et j’animais des ateliers.",
    "{who}. {was} dans un bureau : je rédigeais les courriers, je tenais l’agenda et suivais les factures.",
)
TELLERS = {
    "sex": (
        {"who": "Je m’appelle Marie", "was": "J’ai été employée"},
        {"who": "Je m’appelle Pierre", "was": "J’ai été employé"},
    ),
    "age": (
        {"who": "J’ai 24 ans", "was": "J’ai été employé"},
        {"who": "J’ai 58 ans", "was": "J’ai été employé"},
    ),
    "origin": (
        {"who": "Je m’appelle Thomas Martin", "was": "J’ai été employé"},
        {"who": "Je m’appelle Mohamed Benali", "was": "J’ai été employé"},
    ),
    "opening": (  # no signal at all: what any other first words change
        {"who": "Voici mon histoire", "was": "J’ai été employé"},
        {"who": "Je raconte mon travail", "was": "J’ai été employé"},
    ),
}
SHOWN = 6
COLUMNS = "{:<10}{:>8}{:>16}{:>22}{:>22}"


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


Told = tuple[list[str], list[str]]  # skills found, occupations listed


def _pairs(signal: str) -> Iterator[tuple[Told, Told]]:
    one, other = TELLERS[signal]
    for story in STORIES:
        yield _told(story.format(**one)), _told(story.format(**other))


def _told(text: str) -> Told:
    """Find skills in a text, and rank occupations for who holds them."""
    from bilan.occupations.identification import suggest_skills
    from bilan.occupations.matching import HeldSkill, Profile, rank_occupations

    found = [one.uri for one in suggest_skills(text, language="fr")]
    profile = Profile(skills=tuple(HeldSkill(uri) for uri in found))
    return found, [one.code for one in rank_occupations(profile, language="fr", limit=SHOWN)]


if __name__ == "__main__":
    main()
