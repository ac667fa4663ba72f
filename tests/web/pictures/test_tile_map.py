"""The map of départements as tiles."""

from bilan.occupations.importers.areas import shipped
from bilan.web.pictures.tile_map import draw_tile_map, tile_places


def test_each_departement_has_one_tile_and_no_two_share_a_place() -> None:
    places = tile_places()

    assert len(places) == len(set(places.values())) == 101


def test_the_tiles_are_those_of_the_country() -> None:
    assert set(tile_places()) == {row["code"] for row in shipped("departements")}


def test_neighbours_on_the_ground_lie_the_right_way_round() -> None:
    places = tile_places()

    assert places["59"][1] < places["75"][1] < places["69"][1] < places["13"][1]  # north to south
    assert places["29"][0] < places["35"][0] < places["75"][0] < places["67"][0]  # west to east


def test_color_is_the_tension_and_what_is_unknown_stays_blank() -> None:
    tiles = {tile.code: tile for tile in draw_tile_map({"49": 5, "44": 1, "35": 9}, here="49").tiles}

    assert (tiles["49"].fill, tiles["44"].fill, tiles["35"].fill) == ("t5", "t1", "t5")
    assert tiles["53"].fill == "t0"
    assert [code for code, tile in tiles.items() if tile.is_here] == ["49"]


def test_every_tile_lies_inside_the_picture() -> None:
    drawn = draw_tile_map({}, here=None)

    assert all(0 < tile.x < drawn.width - 29 and 0 < tile.y < drawn.height - 29 for tile in drawn.tiles)
    assert not any(tile.is_here for tile in drawn.tiles)
