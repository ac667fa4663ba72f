"""The publishers' real files, when BILAN_REFERENCE names their folder."""

import os
import time
from datetime import datetime
from pathlib import Path

import pytest

from bilan.occupations.importers.kinds import KINDS
from bilan.occupations.models import (
    Certification,
    Commune,
    Crosswalk,
    MarketFigure,
    Mobility,
    Occupation,
    OccupationLabel,
    Requirement,
    Skill,
)
from bilan.occupations.operations import import_reference
from bilan.occupations.queries import certifications_for, market, occupation_cards, titles

REFERENCE = os.environ.get("BILAN_REFERENCE", "")
MOST_SECONDS = 60

pytestmark = [
    pytest.mark.reference,
    pytest.mark.django_db,
    pytest.mark.skipif(not REFERENCE, reason="BILAN_REFERENCE names no folder of publishers' files"),
]


def held(code: str) -> tuple[int, int, int]:
    """Return how many occupations, skills and links a catalogue holds."""
    return (
        Occupation.objects.filter(catalogue__code=code).count(),
        Skill.objects.filter(catalogue__code=code).count(),
        Requirement.objects.filter(occupation__catalogue__code=code).count(),
    )


def test_imports_the_whole_folder_in_time(now: datetime) -> None:
    started = time.process_time()  # other tests may share the processors

    result = import_reference(paths=[Path(REFERENCE)], at=now)

    assert time.process_time() - started < MOST_SECONDS
    assert {file.kind for file in result.files} == {kind.code for kind in KINDS}
    assert held("rome") == (1584, 18317 + 15354 + 179, 104_219)
    assert held("esco") == (
        3007,
        13_896,
        123_855 - 67,
    )  # 67 speak of an occupation that ESCO does not describe
    assert held("onet")[0] == 1016
    assert (
        OccupationLabel.objects.filter(occupation__catalogue__code="rome", kind="ALTERNATIVE").count()
        == 13_120
    )
    moves = Mobility.objects.filter(origin__catalogue__code="rome3")
    assert {kind: moves.filter(kind=kind).count() for kind in ("NEAR", "EVOLUTION")} == {
        "NEAR": 1917,
        "EVOLUTION": 2301,
    }
    assert Mobility.objects.filter(origin__catalogue__code="rome").count() == 7298
    assert Crosswalk.objects.filter(dataset="esco-rome").count() == 11_118
    assert Crosswalk.objects.filter(dataset="esco-onet").count() == 4253
    assert Commune.objects.count() == 35_094
    assert MarketFigure.objects.filter(dataset="tensions", indicator="EMPLOYMENT").count() == 31_034
    assert MarketFigure.objects.filter(dataset="basin-tensions", indicator="OFFERS").count() == 27_053
    assert Certification.objects.filter(dataset="register-rncp").count() == 12
    assert titles(["D1102"], "fr") == {"D1102": "Boulanger / Boulangère"}
    assert occupation_cards(["D1102"], "fr")[0].riasec == "R"
    baker = market(["D1102"], "69")["D1102"]
    assert (baker.area_name, baker.tension in range(1, 6), baker.median_pay) == ("Rhône", True, 1558)
    assert len(certifications_for("D1102")) == 6

    again = import_reference(paths=[Path(REFERENCE)], at=now)

    assert all(file.is_skipped for file in again.files)
