"""The map of départements as tiles: each one the same size, about where it lies; color is the tension."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Our own layout, one tile a département; the empty row sets the overseas ones apart.
LAYOUT = """
..  ..  ..  ..  76  80  62  59  ..  ..  ..  ..
..  ..  50  14  27  60  02  08  ..  ..  ..  ..
..  ..  ..  61  78  95  93  51  55  54  57  67
..  22  35  53  28  92  75  94  10  52  88  68
29  56  ..  72  45  91  77  89  21  70  90  ..
..  44  49  37  41  18  58  71  39  25  ..  ..
..  ..  85  79  86  36  03  69  01  74  ..  ..
..  ..  17  16  87  23  63  42  38  73  ..  ..
..  ..  33  24  19  15  43  07  26  05  ..  ..
..  ..  40  47  46  12  48  30  84  04  06  ..
..  ..  64  32  82  81  34  13  83  ..  ..  2B
..  ..  ..  65  31  11  ..  ..  ..  ..  ..  2A
..  ..  ..  ..  09  66  ..  ..  ..  ..  ..  ..
..  ..  ..  ..  ..  ..  ..  ..  ..  ..  ..  ..
971 972 973 974 976 ..  ..  ..  ..  ..  ..  ..
"""
SIDE, STEP, EDGE = 29, 31, 3
HIGHEST = 5


@dataclass(frozen=True, slots=True)
class Tile:
    """The name of a département, placed in its tile."""

    code: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Shade:
    """All tiles of one tension: their class, their outline as one path, their names."""

    fill: str
    path: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class TileMap:
    """All tiles by tension, the outline of the person's own (empty without one), and the picture's size."""

    shades: tuple[Shade, ...]
    here: str
    width: str
    height: str


def draw_tile_map(tensions: Mapping[str, int], *, here: str | None) -> TileMap:
    """Place every département with its tension from 1 to 5; those without a figure stay blank."""
    places = tile_places()
    by_fill: dict[str, list[str]] = {f"t{level}": [] for level in range(HIGHEST + 1)}
    for code in places:
        by_fill[_fill(tensions.get(code))].append(code)
    columns = max(column for column, _row in places.values()) + 1
    rows = max(row for _column, row in places.values()) + 1
    return TileMap(
        shades=tuple(_shade(fill, codes, places) for fill, codes in by_fill.items() if codes),
        here=_outline(places[here]) if here and here in places else "",
        width=str(columns * STEP + 2 * EDGE),
        height=str(rows * STEP + 2 * EDGE),
    )


def tile_places() -> Mapping[str, tuple[int, int]]:
    """Return the column and row of each département."""
    return {
        code: (column, row)
        for row, line in enumerate(LAYOUT.strip().splitlines())
        for column, code in enumerate(line.split())
        if code != ".."
    }


def _fill(tension: int | None) -> str:
    return f"t{min(max(tension, 1), HIGHEST)}" if tension else "t0"


def _shade(fill: str, codes: Sequence[str], places: Mapping[str, tuple[int, int]]) -> Shade:
    tiles = tuple(_tile(code, places[code]) for code in codes)
    return Shade(fill, "".join(_outline(places[code]) for code in codes), tiles)


def _tile(code: str, place: tuple[int, int]) -> Tile:
    x, y = EDGE + place[0] * STEP, EDGE + place[1] * STEP
    return Tile(code, f"{x + SIDE / 2:.1f}", str(y + SIDE // 2 + 4))


def _outline(place: tuple[int, int]) -> str:
    x, y = EDGE + place[0] * STEP, EDGE + place[1] * STEP
    return f"M{x} {y}h{SIDE}v{SIDE}h-{SIDE}z"
