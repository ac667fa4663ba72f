"""How fast occupations are ranked: one person explained, and the ten best of many people."""

import time

import numpy as np
from numpy.typing import NDArray

from bilan.cli.site import open_site
from bilan.engine.match import (
    Crowd,
    HeldItem,
    Limits,
    Market,
    OccupationTable,
    PersonVector,
    crowd_of,
    inverted,
    rank,
    rank_many,
)

PEOPLE = 100_000
DRAWN = 2_000  # different people asked for one by one, and built from what they told
HELD = 15
COLUMNS = "{:<52}{:>14}{:>14}"


def main() -> None:
    """Print the table, on the largest catalogue loaded."""
    open_site()
    from bilan.occupations.indexes import occupation_index
    from bilan.occupations.queries import occupation_catalogue

    catalogue = occupation_catalogue()
    table = occupation_index(catalogue).table
    random = np.random.default_rng(0)
    size = len(table.codes)
    market = Market(
        random.integers(1, 6, size).astype(np.float32), random.normal(2000, 400, size).astype(np.float32)
    )
    print(
        f"{catalogue.code}: {size} occupations, {len(table.skills)} skills, {HELD} skills a person, random\n"
    )
    print(COLUMNS.format("what", "by the clock", "processor"))
    places = {uri: place for place, uri in enumerate(table.skills)}
    people = [a_person(table, random) for _ in range(DRAWN)]
    inverted(table)
    _one_by_one(table, people, market, places)
    _together(table, crowd_of(table, people, places), market)


def _one_by_one(
    table: OccupationTable, people: list[PersonVector], market: Market, places: dict[str, int]
) -> None:
    times = []
    for person in people[:300]:
        started = time.perf_counter(), time.process_time()
        rank(table, person, market, limit=6, places=places)
        times.append((time.perf_counter() - started[0], time.process_time() - started[1]))
    clock, processor = np.median(times, axis=0) * 1000
    print(COLUMNS.format("one person, six explained (median)", f"{clock:.2f} ms", f"{processor:.2f} ms"))


def _together(table: OccupationTable, few: Crowd, market: Market) -> None:
    """Rank random people: as many times those drawn as it takes, each group's skills drawn anew."""
    crowd = _many(table, few)
    rank_many(table, inverted(table), few, market, is_compiled=True)  # compiles: once on a machine
    for is_compiled, threads in ((False, 1), (True, 1), (True, 2)):
        started = time.perf_counter(), time.process_time()
        rank_many(table, inverted(table), crowd, market, limit=10, threads=threads, is_compiled=is_compiled)
        spent = time.perf_counter() - started[0], time.process_time() - started[1]
        how = "compiled" if is_compiled else "plain"
        what = f"{len(crowd):,} people, ten best, {how}, {threads} thread(s)"
        print(COLUMNS.format(what, *(f"{seconds:.1f} s" for seconds in spent)))


def _many(table: OccupationTable, few: Crowd) -> Crowd:
    """Return many people: everything but skills as of those drawn, the skills of each drawn anew."""
    random = np.random.default_rng(1)
    again = np.arange(PEOPLE) % len(few)
    count = PEOPLE * HELD
    return Crowd(
        starts=np.arange(0, count + 1, HELD),
        skills=random.choice(holdable(table), count),
        strengths=random.choice(np.array([0.7, 0.8, 0.9, 1.0], np.float32), count),
        likings=random.integers(-1, 2, count).astype(np.int8),
        places=np.tile(np.arange(HELD), PEOPLE),
        interests=few.interests[again],
        errors=few.errors[again],
        values=few.values[again],
        maximum_months=few.maximum_months[again],
        minimum_pay=few.minimum_pay[again],
        barred=few.barred[again],
        bars=few.bars,
        diplomas=few.diplomas[again],
        trades=few.trades[again],
        spared=few.spared,
        wished=few.wished[again],
        unmet=few.unmet,
        unwanted=few.unwanted[again],
        hoped_pay=few.hoped_pay[again],
    )


def a_person(table: OccupationTable, random: np.random.Generator) -> PersonVector:
    """Draw a person: skills people may hold, interests, values and limits."""
    skills = random.choice(holdable(table), HELD, replace=False)
    cards = random.choice(len(table.cards), min(4, len(table.cards)), replace=False)
    contexts = random.choice(len(table.context_codes), 2)
    return PersonVector(
        held=tuple(
            HeldItem(table.skills[skill], int(random.integers(1, 5)), int(random.integers(-1, 2)))
            for skill in skills
        ),
        interests={letter: (float(random.random()), 0.1) for letter in "RIASEC"},
        values=tuple(table.cards[card] for card in cards),
        diploma=int(random.integers(1, 8)),
        lived=(str(random.choice(table.codes)),),
        limits=Limits(
            refused_contexts=frozenset(table.context_codes[place] for place in contexts),
            maximum_training_months=float(random.choice([6, 12, 24, 60])),
            minimum_pay=float(random.choice([1200, 1500, 1800])),
        ),
    )


def holdable(table: OccupationTable) -> NDArray[np.int64]:
    """Return the skills people choose from: those with neighbors, else all."""
    found = np.flatnonzero(np.diff(table.near_starts))
    return found if len(found) >= HELD else np.arange(len(table.skills))


if __name__ == "__main__":
    main()
