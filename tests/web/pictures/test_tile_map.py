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
    drawn = draw_tile_map({"49": 5, "44": 1, "35": 9}, here="49")
    shades = {shade.fill: {tile.code for tile in shade.tiles} for shade in drawn.shades}

    assert (shades["t5"], shades["t1"]) == ({"49", "35"}, {"44"})
    assert len(shades["t0"]) == 98
    assert set(shades) == {"t0", "t1", "t5"}


def test_ones_own_tile_is_outlined_where_it_lies() -> None:
    drawn = draw_tile_map({"49": 5}, here="49")
    (own,) = (shade for shade in drawn.shades if shade.fill == "t5")

    assert drawn.here == own.path
    assert draw_tile_map({}, here=None).here == draw_tile_map({}, here="00").here == ""


def test_every_name_lies_inside_the_picture() -> None:
    drawn = draw_tile_map({}, here=None)
    tiles = [tile for shade in drawn.shades for tile in shade.tiles]

    assert len(tiles) == 101
    assert all(0 < float(tile.x) < float(drawn.width) for tile in tiles)
    assert all(0 < float(tile.y) < float(drawn.height) for tile in tiles)
