"""The national register of certifications (RNCP, RS): the official XML export, read as a stream."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from bilan.occupations.errors import BrokenFile, UnsafeFile
from bilan.occupations.importers.certifications import Described, write_certifications
from bilan.occupations.importers.loading import Loading
from bilan.occupations.importers.opening import LARGEST_PLAIN

NUMBER = re.compile(r"(RNCP|RS)\d+")
LEVEL = re.compile(r"NIV([1-8])")
BLANKS = re.compile(r"\s{2,}")
YES = "Oui"


def load_register(loading: Loading) -> None:
    """Load certifications with their levels, occupations, fields and blocks of competences."""
    if loading.path.stat().st_size > LARGEST_PLAIN:
        raise UnsafeFile(place=loading.position, fault=_("le document est trop grand."))
    write_certifications(loading, _records(loading))
    if not loading.rows:
        raise BrokenFile(place=loading.position, fault=_("le document ne contient aucune fiche."))


def _records(loading: Loading) -> Iterator[Described]:
    seen: set[str] = set()
    for sheet in _sheets(loading):
        loading.rows += 1
        loading.position.row = loading.rows
        record = _described(loading, sheet)
        if record.code in seen:
            raise _fault(loading, "NUMERO_FICHE", _("cette fiche est déjà plus haut."))
        seen.add(record.code)
        yield record


def _sheets(loading: Loading) -> Iterator[Element]:
    try:
        with loading.stream() as stream:
            root = None
            for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
                root = element if root is None else root
                if event == "end" and element.tag == "FICHE":
                    yield element
                    root.clear()  # the whole national export would not fit in memory
    except ParseError as error:
        loading.position.row, loading.position.column = error.position[0], str(error.position[1] + 1)
        fault = _("le document XML est coupé ou abîmé.")
        raise BrokenFile(place=loading.position, fault=fault) from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise BrokenFile(place=loading.position, fault=_("l’archive est abîmée ou incomplète.")) from error
    except DefusedXmlException as error:
        fault = _("le document XML appelle des contenus extérieurs.")
        raise UnsafeFile(place=loading.position, fault=fault) from error


def _described(loading: Loading, sheet: Element) -> Described:
    code = _text(sheet, "NUMERO_FICHE")
    if not NUMBER.fullmatch(code):
        raise _fault(loading, "NUMERO_FICHE", _("un numéro RNCP ou RS est attendu."))
    title = _text(sheet, "INTITULE")
    if not title:
        raise _fault(loading, f"{code} › INTITULE", _("cette case est vide."))
    level = LEVEL.fullmatch(_text(sheet, "NOMENCLATURE_EUROPE/NIVEAU"))
    return Described(
        code=code,
        title=title,
        level=int(level.group(1)) if level else None,
        is_active=_text(sheet, "ACTIF") == YES,
        by_experience=_text(sheet, "SI_JURY_VAE/ACTIF") == YES,
        certifier=_certifiers(sheet),
        occupations=dict.fromkeys(_codes(sheet, "CODES_ROME/ROME")),
        fields=_fields(sheet),
        blocks=_blocks(sheet),
    )


def _fault(loading: Loading, element: str, fault: str) -> BrokenFile:
    loading.position.column = element
    return BrokenFile(place=loading.position, fault=fault)


def _text(element: Element, path: str) -> str:
    return " ".join((element.findtext(path) or "").split())


def _codes(sheet: Element, path: str) -> list[str]:
    found = (_text(element, "CODE") for element in sheet.iterfind(path))
    return [code for code in found if code]


def _certifiers(sheet: Element) -> str:
    found = list(sheet.iterfind("CERTIFICATEURS/CERTIFICATEUR"))
    active = [one for one in found if _text(one, "ETAT_CERTIFICATEUR") == "Actif"]
    return " ; ".join(dict.fromkeys(_text(one, "NOM_CERTIFICATEUR") for one in active or found))


def _fields(sheet: Element) -> dict[tuple[str, str], None]:
    paths = (("formacode", "FORMACODES/FORMACODE"), ("nsf", "CODES_NSF/NSF"))
    return {(scheme, code): None for scheme, path in paths for code in _codes(sheet, path)}


def _blocks(sheet: Element) -> dict[str, tuple[str, str]]:
    """Return blocks by code; a code told twice (one block, several options) keeps both texts."""
    blocks: dict[str, tuple[str, str]] = {}
    for element in sheet.iterfind("BLOCS_COMPETENCES/BLOC_COMPETENCES"):
        code, title = _text(element, "CODE"), _text(element, "LIBELLE")
        text = BLANKS.sub("\n", (element.findtext("LISTE_COMPETENCES") or "").strip())
        if not code:
            continue
        first_title, told = blocks.get(code, (title, ""))
        blocks[code] = (first_title, "\n\n".join(part for part in (told, text) if part))
    return blocks
