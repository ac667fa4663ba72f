"""Errors of the catalogues.

OccupationError
├── CatalogueMissing        no catalogue of occupations or skills is loaded
├── UnknownOccupation       a code that the loaded catalogue does not hold
├── UnreadableDocument      a curriculum vitae that is too large, broken, locked or without text
├── StarterFaulty           a file of the starter catalogue contradicts itself
└── ReferenceProblem        a publisher's file could not be used; nothing was changed
    ├── PathMissing         nothing lies at the path given
    ├── UnknownFile         the content is none of the files known here
    ├── DoubledFile         two different files of one kind in a single import
    ├── UnsafeFile          an archive or a document too large or too sly to open
    ├── WrongEncoding       bytes that are not the announced encoding
    ├── BrokenFile          a row, a cell or an element that cannot be right; a file cut short
    ├── CompanionMissing    a file that speaks of another one that is not loaded
    ├── DownloadFailed      the publisher did not answer, or stopped half-way
    └── TamperedFile        a digest that is not the expected one
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _


class OccupationError(Exception):
    """Base of what can go wrong with catalogues, fit for people."""


class CatalogueMissing(OccupationError):
    """No catalogue is loaded."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Aucun catalogue de métiers n’est chargé. Chargez le catalogue de départ "
                "(bilan reference starter) ou les fichiers des éditeurs (bilan reference import)."
            )
        )


class UnknownOccupation(OccupationError):
    """The loaded catalogue does not hold this code."""

    def __init__(self, *, code: str) -> None:
        super().__init__(
            _("Le métier « %(code)s » n’est pas dans le catalogue chargé. Vérifiez le code.") % {"code": code}
        )


class UnreadableDocument(OccupationError):
    """A document given to be read is too large, broken, locked or without text."""

    def __init__(self, *, fault: str) -> None:
        super().__init__(
            _("%(fault)s Rien n’en a été gardé. Donnez un PDF, un DOCX, un ODT, ou collez le texte.")
            % {"fault": fault}
        )


class StarterFaulty(OccupationError):
    """A file of the starter catalogue contradicts itself."""

    def __init__(self, *, file: str, fault: str) -> None:
        super().__init__(
            _("Le catalogue de départ se contredit : %(fault)s (%(file)s). Rien n’a été modifié.")
            % {"file": file, "fault": fault}
        )


@dataclass(slots=True)
class Position:
    """Where a reader stands in a file: it moves along with the reading."""

    file: str
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        if not self.row:
            return self.file
        if not self.column:
            return _("%(file)s, ligne %(row)d") % {"file": self.file, "row": self.row}
        texts = {"file": self.file, "row": self.row, "column": self.column}
        return _("%(file)s, ligne %(row)d, colonne %(column)s") % texts


class ReferenceProblem(OccupationError):
    """A publisher's file could not be used; nothing was changed."""

    def __init__(self, *, place: Position, fault: str, advice: str) -> None:
        self.file, self.row, self.column = place.file, place.row, place.column
        self.fault, self.advice = fault, advice
        texts = {"place": str(place), "fault": fault, "advice": advice}
        super().__init__(_("%(place)s : %(fault)s Rien n’a été modifié. %(advice)s") % texts)


class PathMissing(ReferenceProblem):
    """Nothing lies at the path given."""

    def __init__(self, *, path: str) -> None:
        super().__init__(
            place=Position(path),
            fault=_("il n’y a rien à cet endroit."),
            advice=_("Vérifiez le chemin."),
        )


class UnknownFile(ReferenceProblem):
    """The content is none of the files known here."""

    def __init__(self, *, file: str, fault: str = "") -> None:
        super().__init__(
            place=Position(file),
            fault=fault or _("ce fichier n’est aucun de ceux que l’on sait lire."),
            advice=_("Retirez-le du dossier, ou donnez le fichier tel que son éditeur le publie."),
        )


class DoubledFile(ReferenceProblem):
    """Two different files of one kind were given at once."""

    def __init__(self, *, file: str, other: str) -> None:
        super().__init__(
            place=Position(file),
            fault=_("il dit la même chose que « %(other)s », autrement.") % {"other": other},
            advice=_("Gardez un seul des deux."),
        )


class UnsafeFile(ReferenceProblem):
    """An archive or a document is too large or too sly to open."""

    def __init__(self, *, place: Position, fault: str) -> None:
        super().__init__(
            place=place,
            fault=fault,
            advice=_("Téléchargez-le de nouveau chez son éditeur."),
        )


class WrongEncoding(ReferenceProblem):
    """Bytes are not text in the announced encoding."""

    def __init__(self, *, place: Position, encoding: str) -> None:
        super().__init__(
            place=place,
            fault=_("ces caractères ne sont pas du %(encoding)s.") % {"encoding": encoding.upper()},
            advice=_("Reprenez le fichier de l’éditeur sans l’enregistrer depuis un tableur."),
        )


class BrokenFile(ReferenceProblem):
    """A row, a cell or an element cannot be right, or the file is cut short."""

    def __init__(self, *, place: Position, fault: str) -> None:
        super().__init__(
            place=place,
            fault=fault,
            advice=_("Téléchargez-le de nouveau chez son éditeur, puis recommencez."),
        )


class CompanionMissing(ReferenceProblem):
    """A file speaks of another one that is not loaded."""

    def __init__(self, *, place: Position, companion: str) -> None:
        super().__init__(
            place=place,
            fault=_("ce fichier a besoin d’un autre, qui n’est pas chargé : %(companion)s.")
            % {"companion": companion},
            advice=_("Donnez les deux ensemble."),
        )


class DownloadFailed(ReferenceProblem):
    """The publisher did not answer, or stopped half-way."""

    def __init__(self, *, file: str, address: str, reason: str) -> None:
        super().__init__(
            place=Position(file),
            fault=_("le téléchargement depuis %(address)s s’est arrêté (%(reason)s).")
            % {"address": address, "reason": reason},
            advice=_("Relancez la commande : ce qui est déjà reçu est gardé et elle reprend de là."),
        )


class TamperedFile(ReferenceProblem):
    """A digest is not the expected one."""

    def __init__(self, *, file: str, expected: str, found: str) -> None:
        super().__init__(
            place=Position(file),
            fault=_("son empreinte est %(found)s… et non %(expected)s… : ce n’est pas le fichier attendu.")
            % {"expected": expected[:12], "found": found[:12]},
            advice=_("Il a été écarté. Téléchargez-le à la main chez l’éditeur, ou prévenez-nous."),
        )
