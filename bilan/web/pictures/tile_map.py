"""The map of départements as tiles: each one the same size, about where it lies; color is the tension."""

from collections.abc import Mapping
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
    """A département, placed; `fill` is the class of its tension, `is_here` marks the person's own."""

    code: str
    fill: str
    x: int
    y: int
    text_x: float
    text_y: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class TileMap:
    """All tiles, and the size of the picture."""

    tiles: tuple[Tile, ...]
    width: int
    height: int


def draw_tile_map(tensions: Mapping[str, int], *, here: str | None) -> TileMap:
    """Place every département with its tension from 1 to 5; those without a figure stay blank."""
    places = tile_places()
    tiles = tuple(_tile(code, place, tensions.get(code), here == code) for code, place in places.items())
    columns = max(column for column, _row in places.values()) + 1
    rows = max(row for _column, row in places.values()) + 1
    return TileMap(tiles, columns * STEP + 2 * EDGE, rows * STEP + 2 * EDGE)


def tile_places() -> Mapping[str, tuple[int, int]]:
    """Return the column and row of each département."""
    return {
        code: (column, row)
        for row, line in enumerate(LAYOUT.strip().splitlines())
        for column, code in enumerate(line.split())
        if code != ".."
    }


def _tile(code: str, place: tuple[int, int], tension: int | None, is_here: bool) -> Tile:
    x, y = EDGE + place[0] * STEP, EDGE + place[1] * STEP
    fill = f"t{min(max(tension, 1), HIGHEST)}" if tension else "t0"
    return Tile(code, fill, x, y, x + SIDE / 2, y + SIDE // 2 + 4, is_here)
