"""Reads of the catalogues; every list costs the same number of queries whatever its length."""

from bilan.occupations.queries.catalogues import (
    is_starter_only,
    loaded_catalogues,
    loaded_counts,
    loaded_files,
    occupation_catalogue,
    skill_catalogue,
    starter_notice,
)
from bilan.occupations.queries.certifications import (
    CertificationCard,
    RegisteredCertification,
    certifications_for,
    registered_certifications,
)
from bilan.occupations.queries.crosswalks import Correspondence, correspondences, esco_matches
from bilan.occupations.queries.labels import skill_labels, titles
from bilan.occupations.queries.market import Figure, Market, market, rent_map, tension_map
from bilan.occupations.queries.occupations import (
    OccupationCard,
    occupation_cards,
    official_moves,
)
from bilan.occupations.queries.places import (
    Departement,
    Place,
    commune_at,
    departement_of,
    departements,
    departements_apart,
    distance_km,
)

__all__ = [
    "CertificationCard",
    "Correspondence",
    "Departement",
    "Figure",
    "Market",
    "OccupationCard",
    "Place",
    "RegisteredCertification",
    "certifications_for",
    "commune_at",
    "correspondences",
    "departement_of",
    "departements",
    "departements_apart",
    "distance_km",
    "esco_matches",
    "is_starter_only",
    "loaded_catalogues",
    "loaded_counts",
    "loaded_files",
    "market",
    "occupation_cards",
    "occupation_catalogue",
    "official_moves",
    "registered_certifications",
    "rent_map",
    "skill_catalogue",
    "skill_labels",
    "starter_notice",
    "tension_map",
    "titles",
]
