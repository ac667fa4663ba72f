"""Certifications lead to families of occupations, whose members share them."""

import numpy as np
import pytest

from bilan.occupations.indexes.certified import certified_features, certified_levels
from bilan.occupations.models import Catalogue, Certification, CertificationField, CertificationOccupation
from tests.occupations.catalogues import a_catalogue, an_occupation

pytestmark = pytest.mark.django_db
PLACES = {"D1102": 0, "D1110": 1, "D1104": 2}


def bakeries() -> Catalogue:
    """Write two trades of a family, and one of another."""
    rome = a_catalogue(code="rome")
    for code, family in (("D1102", "D1102"), ("D1110", "D1102"), ("D1104", "D1104")):
        an_occupation(rome, code, code, facts={"market_code": family})
    return rome


def a_certification(code: str, level: int | None, *families: str, field: str = "") -> Certification:
    """Write a certification and where it leads."""
    found = Certification.objects.create(code=code, title=code, level=level)
    for family in families:
        CertificationOccupation.objects.create(certification=found, code=family)
    if field:
        CertificationField.objects.create(certification=found, scheme="formacode", code=field)
    return found


def test_a_family_shares_its_certifications_and_their_fields() -> None:
    rome = bakeries()
    both = a_certification("RNCP1", 3, "D1102", "D1104", field="21538")
    a_certification("RNCP2", 4, "K1304", field="43436")  # leads elsewhere

    found = certified_features(rome, PLACES)

    assert sorted(found["certifications"]) == [(0, both.pk, 1.0), (1, both.pk, 1.0), (2, both.pk, 1.0)]
    assert sorted(found["certified_fields"]) == [(0, "21538", 1.0), (1, "21538", 1.0), (2, "21538", 1.0)]


def test_levels_are_the_mean_of_those_that_are_known() -> None:
    rome = bakeries()
    a_certification("RNCP1", 3, "D1102")
    a_certification("RNCP2", 4, "D1102")
    a_certification("RNCP3", None, "D1102", "D1104")

    assert certified_levels(rome, PLACES).tolist() == [3.5, 3.5, 0]


def test_nothing_is_told_where_no_certification_is_loaded() -> None:
    rome = bakeries()

    assert certified_levels(rome, PLACES).tolist() == [0, 0, 0]
    assert [list(told) for told in certified_features(rome, PLACES).values()] == [[], []]


def test_an_occupation_without_family_has_no_certification() -> None:
    esco = a_catalogue(code="esco")
    an_occupation(esco, "D1102", "baker")
    a_certification("RNCP1", 3, "")

    assert np.array_equal(certified_levels(esco, {"D1102": 0}), [0])
