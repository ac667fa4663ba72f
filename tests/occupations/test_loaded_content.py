"""What each publisher says is found again in the model."""

from datetime import date, datetime
from pathlib import Path

import pytest

from bilan.occupations.models import (
    Area,
    Catalogue,
    Certification,
    CertificationBlock,
    CertificationField,
    Commune,
    Crosswalk,
    Group,
    InterestScore,
    MarketFigure,
    Mobility,
    Occupation,
    OccupationGroup,
    OccupationLabel,
    Requirement,
    Skill,
    SkillGroupLink,
    SkillLabel,
    SkillRelation,
    SourceFile,
    WorkValueScore,
)
from bilan.occupations.operations import import_reference
from tests.occupations.files import (
    BAKER,
    CLERK,
    ESCO,
    FLOUR,
    KNEAD,
    a_file,
    a_register,
    a_rome,
    a_rome3,
    a_workbook,
    an_onet,
    esco_labels,
    esco_relations,
    zip_of,
)

pytestmark = pytest.mark.django_db


def test_rome_gives_occupations_titles_and_texts(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[a_rome(tmp_path)], at=now)

    baker = Occupation.objects.select_related("catalogue", "group__parent").get(code="D1102")
    assert (baker.riasec, baker.market_code, baker.is_regulated, baker.level) == ("RA", "D1102", True, None)
    assert baker.sheet == 33
    assert Occupation.objects.get(catalogue__code="rome", code="D1104").sheet is None
    assert baker.group is not None
    assert (baker.group.code, baker.group.parent and baker.group.parent.code) == ("D11", "D")
    assert baker.catalogue.published_on == date(2025, 9, 18)
    labels = set(OccupationLabel.objects.filter(occupation=baker).values_list("kind", "text", "code"))
    assert ("PREFERRED", "Boulanger / Boulangère", "25") in labels
    assert ("ALTERNATIVE", "Boulanger-viennoisier / Boulangère-viennoisière", "11574") in labels
    assert ("DEFINITION", "Pétrit selon les règles d'hygiène. Cuit le pain.", "") in labels
    assert ("ACCESS", "Avec un CAP.", "") in labels


def test_rome_gives_items_links_and_moves(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[a_rome(tmp_path)], at=now)

    skills = Skill.objects.order_by("uri").values_list("uri", "kind", "reuse", "riasec")
    assert list(skills) == [
        ("rome:300", "SKILL", "transversal", "R"),
        ("rome:301", "SKILL", "technical", ""),
        ("rome:302", "ATTITUDE", "transversal", ""),
        ("rome:401", "KNOWLEDGE", "", ""),
        ("rome:501", "CONTEXT", "", ""),
    ]
    links = Requirement.objects.filter(occupation__code="D1102").order_by("skill__uri")
    assert list(links.values_list("skill__uri", "is_essential", "is_core")) == [
        ("rome:301", True, True),
        ("rome:401", False, True),
        ("rome:501", False, False),
    ]
    assert SkillRelation.objects.get().target.uri == "rome:300"
    assert list(Mobility.objects.values_list("origin__code", "target__code", "kind", "rank")) == [
        ("D1102", "D1104", "UNTYPED", 1)
    ]


def test_rome_groups_are_catalogues_of_their_own(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[a_rome(tmp_path)], at=now)

    links = OccupationGroup.objects.order_by("group__catalogue__code", "occupation__code")
    found = links.values_list("group__catalogue__code", "group__code", "occupation__code", "is_main")
    assert list(found) == [
        ("naf", "10", "D1102", False),
        ("rome-interest", "1", "D1102", True),
        ("rome-interest", "1", "D1104", False),
        ("rome-sector", "7/71", "D1102", True),
        ("rome-sector", "7", "D1104", False),
        ("rome-theme", "001", "D1102", False),
    ]


def test_rome_v3_keeps_moves_as_published_and_the_code_its_list_forgot(tmp_path: Path, now: datetime) -> None:
    result = import_reference(paths=[a_rome3(tmp_path)], at=now)

    moves = Mobility.objects.order_by("pk").values_list("kind", "origin_title", "target__code")
    assert list(moves) == [("NEAR", "", "D1104"), ("NEAR", "11573", "D1104"), ("EVOLUTION", "", "L1510")]
    assert "L1510" in result.files[0].remarks[0]
    assert "1 liens" in result.files[0].remarks[1]
    assert SkillLabel.objects.get(skill__uri="rome3:701").text == "Techniques de l'abattage"
    assert Requirement.objects.filter(is_essential=True).count() == 1


def test_esco_gives_concepts_in_two_languages(tmp_path: Path, now: datetime) -> None:
    paths = [esco_labels(tmp_path, "fr"), esco_labels(tmp_path, "en"), esco_relations(tmp_path)]
    import_reference(paths=paths, at=now)

    baker = Occupation.objects.select_related("group__parent").get(code=BAKER)
    assert (baker.isco, baker.is_regulated) == ("7512", False)
    assert baker.group is not None
    assert (baker.group.label_fr, baker.group.label_en) == ("Bakers (fr)", "Bakers")
    assert baker.group.parent is not None
    clerk = Occupation.objects.get(code=CLERK)
    assert (clerk.is_regulated, clerk.broader_id) == (True, baker.pk)
    texts = SkillLabel.objects.filter(skill__uri=KNEAD, language="en").order_by("pk")
    assert list(texts.values_list("kind", "text")) == [
        ("PREFERRED", "knead dough"),
        ("ALTERNATIVE", "mix dough"),
        ("ALTERNATIVE", "work dough"),
        ("DEFINITION", "With hands."),
    ]


def test_esco_links_skills_to_occupations_groups_and_each_other(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[esco_labels(tmp_path), esco_relations(tmp_path)], at=now)

    asked = Requirement.objects.order_by("pk").values_list("skill__uri", "is_essential")
    assert list(asked) == [(KNEAD, True), (FLOUR, False)]
    groups = SkillGroupLink.objects.order_by("group__code").values_list("skill__uri", "group__code")
    assert set(groups) == {(FLOUR, "collection:digital"), (KNEAD, f"{ESCO}/skill/S1")}
    relations = SkillRelation.objects.order_by("kind").values_list("source__uri", "target__uri", "kind")
    assert list(relations) == [(KNEAD, FLOUR, "BROADER"), (FLOUR, KNEAD, "OPTIONAL")]
    assert OccupationGroup.objects.get().group.code == "collection:researchOccupations"


def test_onet_gives_numeric_interests_values_styles_and_zones(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[an_onet(tmp_path)], at=now)

    bakers = Occupation.objects.select_related("catalogue").get()
    assert (bakers.code, bakers.riasec, bakers.catalogue.version) == ("51-3011.00", "RA", "29.3")
    assert dict(InterestScore.objects.values_list("letter", "value")) == {"R": 6.1, "A": 3.2}
    values = WorkValueScore.objects.order_by("scale").values_list("scale", "code", "value")
    assert list(values) == [
        ("EX", "Achievement", 3.33),
        ("JOB_ZONE", "Job Zone", 2.0),
        ("STYLE", "Persistence", 4.1),
    ]
    assert "USDOL/ETA" in Catalogue.objects.get(code="onet").attribution


def test_correspondences_are_kept_as_published(tmp_path: Path, now: datetime) -> None:
    kinds = ("esco-rome", "esco-onet", "rome-fap", "fap-rome", "fap-pcs")
    paths = [a_workbook(tmp_path / "w.xlsx"), *(a_file(tmp_path, kind) for kind in kinds)]
    import_reference(paths=paths, at=now)

    columns = ("source_scheme", "source_code", "target_scheme", "target_code", "relation")
    rows = set(Crosswalk.objects.values_list(*columns))
    assert rows == {
        ("esco", BAKER, "rome-title", "11573", "EXACT"),
        ("esco", CLERK, "rome-title", "11574", "BROADER"),
        ("esco", CLERK, "rome-title", "17390", "NARROWER"),
        ("onet", "51-3011.00", "esco", BAKER, "EXACT"),
        ("onet", "51-3011.00", "isco", "7512", "EXACT"),
        ("rome3", "D1102", "isco", "0110", "CLOSE"),
        ("rome3", "D1102", "fap", "S0Z40", "CLOSE"),
        ("rome3", "D1104", "fap", "S0Z40", "CLOSE"),
        ("rome3", "A1101", "fap", "A0Z43", "CLOSE"),
        ("rome3-level", "H34020", "fap", "D4Z41", "CLOSE"),
        ("rome3-level", "H34023", "fap", "D4Z41", "CLOSE"),
        ("fap", "S0Z40", "pcs", "636d", "CLOSE"),
    }
    assert Group.objects.get(catalogue__code="pcs").label_fr == "Cuisiniers"


def test_figures_carry_their_area_vintage_and_source(tmp_path: Path, now: datetime) -> None:
    kinds = (
        "tensions",
        "tension-history",
        "pay",
        "employment",
        "basin-tensions",
        "difficult-hirings",
        "rents",
    )
    import_reference(paths=[a_file(tmp_path, kind) for kind in kinds], at=now)

    columns = ("dataset", "scheme", "code", "area__code", "indicator", "value", "vintage", "source")
    rows = set(MarketFigure.objects.values_list(*columns))
    assert ("tensions", "FAP225", "S0Z40", "FR", "TENSION", 4.0, "2019", "DARES") in rows
    assert ("tensions", "FAP225", "S0Z40", "84", "TENSION", 3.0, "2019", "DARES") in rows
    assert ("tensions", "FAP87", "S0Z", "69", "EMPLOYMENT", 1900.0, "2019", "DARES") in rows
    assert ("tension-history", "FAP225", "S0Z40", "FR", "TENSION_INDEX", 0.25, "2011", "DARES") in rows
    assert ("pay", "FAP225", "S0Z40", "FR", "MEDIAN_PAY", 1558.0, "2017-2019", "DARES") in rows
    assert ("employment", "FAP22", "S", "FR", "EMPLOYMENT", 21000.0, "2018", "DARES") in rows
    assert ("basin-tensions", "ROME3", "D1102", "0204", "OFFERS", 10.0, "2020", "FRANCE_TRAVAIL") in rows
    assert (
        "difficult-hirings",
        "FAP225",
        "S0Z40",
        "FR",
        "DIFFICULT_HIRINGS",
        70.1,
        "2019-2021",
        "BMO",
    ) in rows
    assert ("rents", "AREA", "01", "01", "RENT_T2", 585.0, "2019-2021", "FRANCE_TRAVAIL") in rows
    assert not [row for row in rows if row[2] in {"Ensemble", "ENS"}]


def test_titles_that_share_a_directory_number_are_one_certification(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[a_file(tmp_path, "certif-info")], at=now)

    found = Certification.objects.order_by("code").values_list(
        "code", "title", "level", "is_active", "by_experience"
    )
    assert list(found) == [
        ("CI4", "Atelier découverte", None, False, False),
        ("RNCP100", "BP boulanger option levain", 4, True, True),
        ("RS200", "Hygiène", None, False, False),
    ]
    baker = Certification.objects.get(code="RNCP100")
    assert set(baker.occupation_links.values_list("code", flat=True)) == {"D1102", "D1104"}
    assert set(CertificationField.objects.filter(certification=baker).values_list("scheme", "code")) == {
        ("formacode", "21538"),
        ("nsf", "221"),
    }
    assert SourceFile.objects.get().vintage == "2024-07-29"


@pytest.mark.parametrize("order", [("register-rncp", "certif-info"), ("certif-info", "register-rncp")])
def test_the_national_register_has_the_last_word(
    tmp_path: Path, now: datetime, order: tuple[str, ...]
) -> None:
    for kind in (*order, "certifications-list"):
        import_reference(paths=[a_file(tmp_path, kind)], at=now)

    baker = Certification.objects.get(code="RNCP100")
    assert (baker.title, baker.dataset, baker.certifier) == ("Boulanger", "register-rncp", "Ministère")
    block = CertificationBlock.objects.get(certification=baker)
    assert (block.code, block.title, block.text) == ("RNCP100BC01", "Pétrir", "Peser\nPétrir\n\nEnfourner")
    assert Certification.objects.filter(code="RNCP101", dataset="certifications-list").exists()


def test_reads_the_register_in_the_zip_it_is_published_in(tmp_path: Path, now: datetime) -> None:
    path = zip_of(tmp_path / "export.zip", {"export_fiches_RNCP.xml": a_register("RNCP1", "RNCP2")})

    result = import_reference(paths=[path], at=now)

    assert (result.files[0].kind, result.rows) == ("register-rncp", 2)


def test_places_have_their_communes_basins_and_outlines(tmp_path: Path, now: datetime) -> None:
    kinds = ("departements", "outlines-departements", "outlines-regions", "communes", "basins")
    import_reference(paths=[a_file(tmp_path, kind) for kind in kinds], at=now)

    counted = {kind: Area.objects.filter(kind=kind).count() for kind in ("NATION", "REGION", "DEPARTEMENT")}
    assert counted == {"NATION": 1, "REGION": 18, "DEPARTEMENT": 101}
    givors = Commune.objects.select_related("departement", "basin").get(code="69091")
    assert (givors.departement.code, givors.basin and givors.basin.name) == ("69", "Lyon Centre")
    assert Commune.objects.get(code="98801").departement.kind == "TERRITORY"
    outline = Area.objects.get(kind="DEPARTEMENT", code="01").outline
    assert outline.startswith("M")
    assert outline.count("M") == 1
    assert outline.count(" ") < 10


def test_thesauri_are_catalogues_of_groups(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[a_file(tmp_path, "formacode"), a_file(tmp_path, "nsf")], at=now)

    bakery = Group.objects.select_related("parent").get(code="21538")
    assert bakery.parent is not None
    assert (bakery.label_fr, bakery.parent.code) == ("Boulangerie", "21054")
    assert Group.objects.get(catalogue__code="nsf").label_fr == "Agro-alimentaire, cuisine"
