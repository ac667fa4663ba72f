"""The line of a life."""

from bilan.web.pictures.life_line import Stretch, draw_life_line

LIFE = (
    Stretch("BTS assistante de gestion", "TRAINING", 2001.0, 2003.0),
    Stretch("Assistante commerciale", "EMPLOYED", 2003.0, 2014.0),
    Stretch("Trésorière, parents d’élèves", "UNPAID", 2010.0, 2016.0),
    Stretch("Aide à ma mère", "UNPAID", 2021.0, None),
)


def _share(written: str) -> float:
    return float(written.rstrip("%"))


def test_reaches_from_the_first_year_to_the_year_after_today() -> None:
    line = draw_life_line(LIFE, this_year=2026.9)

    assert (line.first_year, line.last_year) == (2001, 2027)
    assert line.bars[0].x == "0.00%"


def test_what_goes_on_reaches_today() -> None:
    bar = draw_life_line(LIFE, this_year=2026.5).bars[3]

    assert round(_share(bar.x) + _share(bar.width), 1) == 98.1


def test_each_kind_has_its_row_and_its_fill() -> None:
    line = draw_life_line(LIFE, this_year=2026.9)

    assert [bar.y for bar in line.bars] == [20, 65, 155, 155]
    assert [bar.fill for bar in line.bars] == ["f-train", "f-job", "f-care", "f-care"]


def test_two_jobs_at_once_share_the_row() -> None:
    line = draw_life_line(
        (Stretch("Serveuse", "EMPLOYED", 2001.0, 2006.0), Stretch("Caissière", "EMPLOYED", 2004.0, 2008.0)),
        this_year=2026.0,
    )

    assert [(bar.y, bar.height) for bar in line.bars] == [(65, 7), (72, 7)]


def test_a_label_that_would_cover_another_leaves_its_number_only() -> None:
    line = draw_life_line(
        (
            Stretch("Cheffe de rang en saison à Megève", "EMPLOYED", 2001.0, 2001.5),
            Stretch("Vendeuse en boulangerie", "EMPLOYED", 2001.6, 2002.0),
        ),
        this_year=2026.0,
    )

    assert line.bars[0].label
    assert not line.bars[1].label


def test_a_label_near_the_end_reads_towards_the_left() -> None:
    line = draw_life_line(
        (
            Stretch("BTS", "TRAINING", 2001.0, 2003.0),
            Stretch("Aide de direction", "EMPLOYED", 2022.0, None),
        ),
        this_year=2026.0,
    )

    assert line.bars[1].anchor == "end"


def test_a_month_of_work_stays_visible_inside_the_picture() -> None:
    bar = draw_life_line((*LIFE, Stretch("Vendanges", "EMPLOYED", 2026.9, None)), this_year=2026.9).bars[-1]

    assert _share(bar.width) >= 1.2
    assert _share(bar.x) + _share(bar.width) <= 100.0


def test_an_empty_life_line_still_draws_its_years() -> None:
    line = draw_life_line((), this_year=2026.5)

    assert line.bars == ()
    assert line.ticks


def test_years_under_the_line_stay_few() -> None:
    line = draw_life_line((Stretch("École", "TRAINING", 1968.0, 1972.0),), this_year=2026.5)

    assert len(line.ticks) <= 7
