"""Dates of a line are told apart from what the line names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.engine.identify.dating import Dates, dates_in, named_in


@pytest.mark.parametrize(
    ("line", "dates", "named"),
    [
        ("2014 – 2019 : caissière, Lyon", Dates(2014, None, 2019, None), "caissière, Lyon"),
        ("Depuis 03/2020 aide à domicile", Dates(2020, 3), "aide à domicile"),
        ("Vendeuse, de mars 2011 à déc. 2013", Dates(2011, 3, 2013, 12), "Vendeuse"),
        ("01/09/2005 - 30/06/2008 Maçon", Dates(2005, 9, 2008, 6), "Maçon"),
        ("2016 à aujourd’hui | Trésorière", Dates(2016), "Trésorière"),
        ("CAP Cuisine 2002", Dates(2002, None, 2002, None), "CAP Cuisine"),
        ("2012", Dates(2012, None, 2012, None), ""),
        ("May 2018 to present – Nurse", Dates(2018, 5), "Nurse"),
        ("13/2014 Livreur", Dates(2014, None, 2014, None), "Livreur"),
        ("Livreur", None, "Livreur"),
    ],
)
def test_a_line_gives_its_dates_and_what_it_names(line: str, dates: Dates | None, named: str) -> None:
    assert dates_in(line) == dates
    assert named_in(line) == named


@given(st.text(max_size=200))
def test_any_line_is_read(line: str) -> None:
    found = dates_in(line)

    assert found is None or 1940 <= found.from_year < 2100
    assert len(named_in(line)) <= 2 * len(line)
