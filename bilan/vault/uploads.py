"""What may be taken in: its kind is read in the bytes, never in the name; bombs and viruses are refused."""

import re
import shlex
import subprocess
import unicodedata
from dataclasses import dataclass
from enum import Enum

from django.conf import settings
from django.utils.translation import gettext as _

from bilan.vault import structures
from bilan.vault.errors import UploadRefused

MOST_BYTES = 10 * 1024 * 1024
LONGEST_NAME = 80
SCAN_SECONDS = 60
INFECTED = 1
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


class Kind(Enum):
    """The kinds of file that are taken in: extension and media type."""

    PDF = ("pdf", "application/pdf")
    JPEG = ("jpg", "image/jpeg")
    PNG = ("png", "image/png")
    WEBP = ("webp", "image/webp")
    DOCX = ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    ODT = ("odt", "application/vnd.oasis.opendocument.text")
    TEXT = ("txt", "text/plain; charset=utf-8")

    @property
    def extension(self) -> str:
        """How a name of this kind ends."""
        return self.value[0]

    @property
    def media_type(self) -> str:
        """How it is served."""
        return self.value[1]


CHECKS = (
    (Kind.PDF, structures.is_pdf),
    (Kind.JPEG, structures.is_jpeg),
    (Kind.PNG, structures.is_png),
    (Kind.WEBP, structures.is_webp),
    (Kind.DOCX, structures.is_docx),
    (Kind.ODT, structures.is_odt),
    (Kind.TEXT, structures.is_text),
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was taken in: its kind, a clean name, its bytes."""

    kind: Kind
    name: str
    content: bytes


def accept(*, content: bytes, name: str) -> Upload:
    """Take a file in, or say why not; nothing is written here.

    Raises:
        UploadRefused: empty, too big, of an unknown or broken kind, infected, or not to be scanned now.
    """
    if not content:
        raise UploadRefused(_("Ce fichier est vide. Rien n’a été gardé : choisissez-en un autre."))
    if len(content) > MOST_BYTES:
        raise UploadRefused(
            _("Ce fichier dépasse 10 Mo. Rien n’a été gardé : envoyez-en une version plus légère.")
        )
    kind = _kind_of(content)
    _scan(content)
    return Upload(kind=kind, name=clean_name(name, kind=kind), content=content)


def clean_name(name: str, *, kind: Kind) -> str:
    """Return a name without folders or hidden characters, ending as its kind does."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in HIDDEN)
    stem = re.sub(r'[<>:"|?*\s]+', " ", seen.rpartition(".")[0] or seen).strip(" .")
    return f"{stem[:LONGEST_NAME].strip() or 'document'}.{kind.extension}"


def _kind_of(content: bytes) -> Kind:
    kind = next((kind for kind, fits in CHECKS if fits(content)), None)
    if kind is None:
        raise UploadRefused(
            _(
                "Nous ne savons pas garder cette sorte de fichier, ou il est abîmé. Rien n’a été gardé : "
                "envoyez un PDF, une image (JPEG, PNG, WebP), un document Word ou LibreOffice, ou du texte."
            )
        )
    return kind


def _scan(content: bytes) -> None:
    """Have the configured scanner look at the bytes; a scanner that does not answer lets nothing in."""
    if not settings.BILAN_SCANNER:
        return
    words = shlex.split(settings.BILAN_SCANNER)
    try:
        status = subprocess.run(  # noqa: S603 - the command comes from the operator's own configuration
            words, input=content, capture_output=True, timeout=SCAN_SECONDS, check=False
        ).returncode
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _unscanned() from error
    if status == INFECTED:
        raise UploadRefused(_("L’antivirus a reconnu un danger dans ce fichier. Il n’a pas été gardé."))
    if status != 0:
        raise _unscanned()


def _unscanned() -> UploadRefused:
    return UploadRefused(
        _("L’antivirus ne répond pas : le fichier n’a pas été gardé. Réessayez dans quelques minutes.")
    )
