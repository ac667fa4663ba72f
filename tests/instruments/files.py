"""Small instruments of every format, as a provider would hand them in."""

from pathlib import Path

HEAD = """id = "{id}"
version = "{version}"
licence = "CC-BY-4.0"
origin = "Written for the tests."
title = {{ fr = "Essai", en = "Trial" }}
lead = {{ fr = "Répondez.", en = "Answer." }}
construct = {{ fr = "Rien", en = "Nothing" }}
purpose = {{ fr = "Essayer.", en = "Try." }}
link = "Code du travail, art. L6313-4"
administered_by = "ANYONE"
needs_feedback = false
seconds_per_item = 10
moments = ["START"]

[languages]
fr = {{ written = "ORIGINAL", status = "NOT_VALIDATED" }}
en = {{ written = "TRANSLATED", status = "NOT_VALIDATED" }}

"""
SCALES = """
[[scales]]
id = "CALM"
title = { fr = "Le calme", en = "Calm" }
meaning = { fr = "du calme", en = "calm" }

[[scales]]
id = "SPEED"
title = { fr = "La vitesse", en = "Speed" }
meaning = { fr = "de la vitesse", en = "speed" }

[[scales]]
id = "PEOPLE"
title = { fr = "Les gens", en = "People" }
meaning = { fr = "du monde", en = "people" }
"""
MEASURED = 'source = "Declared."\nreliability = 0.75\nstandard_deviation = 0.2\n'
STEPS = """labels = [
  { fr = "Jamais", en = "Never" },
  { fr = "Parfois", en = "Sometimes" },
  { fr = "Souvent", en = "Often" },
]
"""


def likert(instrument_id: str = "likert", version: str = "1") -> str:
    """Return six questions in labelled steps, two a scale, one of them reversed."""
    head = HEAD.format(id=instrument_id, version=version)
    scoring = '\n[scoring]\nkind = "MEAN"\nmeaningful_difference = 0.5\nflat_below = 0.5\n' + MEASURED
    return head + '[response]\nkind = "LIKERT"\n' + STEPS + scoring + SCALES + _items()


def frequency() -> str:
    """Return the same, asked as how often."""
    period = 'period = { fr = "Ces trois derniers mois", en = "These last three months" }\n'
    return likert("frequency").replace('kind = "LIKERT"\n', 'kind = "FREQUENCY"\n' + period)


def best_worst() -> str:
    """Return two blocks of three options."""
    head = HEAD.format(id="best-worst", version="1")
    ask = 'best = { fr = "En premier", en = "First" }\nworst = { fr = "En dernier", en = "Last" }\n'
    scoring = '\n[scoring]\nkind = "COUNT"\nflat_below = 0.2\n' + MEASURED
    names = ("calm", "speed", "people")
    return head + '[response]\nkind = "BEST_WORST"\n' + ask + scoring + SCALES + _blocks(2, names)


def trade_off() -> str:
    """Return three pairs of situations, each scale in two of them."""
    head = HEAD.format(id="trade-off", version="1")
    scoring = '\n[scoring]\nkind = "COUNT"\n' + MEASURED
    pairs = (("calm", "speed"), ("speed", "people"), ("calm", "people"))
    items = "".join(_block(f"pair{rank}", pair) for rank, pair in enumerate(pairs, 1))
    return head + '[response]\nkind = "TRADE_OFF"\n' + scoring + SCALES + items


def free_text() -> str:
    """Return one question answered in words."""
    head = HEAD.format(id="free-text", version="1")
    scoring = '\n[scoring]\nkind = "WORDS"\nsource = "Nothing is estimated."\n'
    item = '\n[[items]]\nid = "pride"\ntext = { fr = "De quoi êtes-vous fier ?", en = "Proud of what?" }\n'
    return head + '[response]\nkind = "FREE_TEXT"\nmost_characters = 40\n' + scoring + item


def reserved(*, whom: str = "COUNSELOR", is_shown_after: bool = True) -> str:
    """Return the six questions, for a professional to open, shown once they were gone through."""
    text = likert("reserved").replace('"ANYONE"', f'"{whom}"')
    shown = (
        "needs_feedback = true\nis_shown_after_feedback = true" if is_shown_after else "needs_feedback = true"
    )
    return text.replace("needs_feedback = false", shown)


def adaptive(*, most: int = 4, extra: str = "") -> str:
    """Return the questions in steps, chosen one after the other."""
    section = f'\n[adaptive]\nsource = "Declared."\ntarget_error = 0.3\nmost = {most}\n{extra}'
    return likert("adaptive").replace("\n[scoring]", section + "\n[scoring]")


def put(folder: Path, text: str, name: str = "one.toml") -> Path:
    """Write a file and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _items() -> str:
    told = ""
    for scale in ("CALM", "SPEED", "PEOPLE"):
        for rank in (1, 2):
            turned = "is_reversed = true\n" if (scale, rank) == ("CALM", 2) else ""
            words = f'text = {{ fr = "{scale} {rank} ?", en = "{scale} {rank}?" }}\n'
            told += f'\n[[items]]\nid = "{scale.lower()}{rank}"\nscale = "{scale}"\n{turned}{words}'
    return told


def _blocks(count: int, names: tuple[str, ...]) -> str:
    return "".join(_block(f"block{rank}", names) for rank in range(1, count + 1))


def _block(name: str, options: tuple[str, ...]) -> str:
    told = f'\n[[items]]\nid = "{name}"\ntext = {{ fr = "Laquelle ?", en = "Which one?" }}\n'
    for option in options:
        words = f'{{ fr = "Un poste {option}", en = "A {option} job" }}'
        told += f'\n[[items.options]]\nid = "{option}"\nscale = "{option.upper()}"\ntext = {words}\n'
    return told
