"""Recognise a kind of file by its structure, from the first byte to the last."""

import io
import struct
import zipfile
import zlib

MOST_ENTRIES = 2_000
MOST_UNPACKED = 50 * 1024 * 1024
BLOCK = 1 << 16
PNG = b"\x89PNG\r\n\x1a\n"
WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ODT = b"application/vnd.oasis.opendocument.text"
TAIL = 2048
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
SCAN = 0xDA


def is_pdf(content: bytes) -> bool:
    """Tell whether it starts, points to its table and ends as a PDF does."""
    tail = content[-TAIL:]
    return content.startswith(b"%PDF-") and b"startxref" in tail and b"%%EOF" in tail


def is_png(content: bytes) -> bool:
    """Tell whether it is a chain of sound PNG chunks, header first, with nothing after the end."""
    at, kinds = len(PNG), list[bytes]()
    if not content.startswith(PNG):
        return False
    while at + 12 <= len(content):
        size, kind = struct.unpack(">I4s", content[at : at + 8])
        end = at + 8 + size
        if end + 4 > len(content) or zlib.crc32(content[at + 4 : end]) != _number(content[end : end + 4]):
            return False
        kinds.append(kind)
        at = end + 4
        if kind == b"IEND":
            break
    return at == len(content) and kinds[:1] == [b"IHDR"] and b"IDAT" in kinds and kinds[-1] == b"IEND"


def is_jpeg(content: bytes) -> bool:
    """Tell whether its segments lead to a frame and a scan, and it ends as a JPEG does."""
    if not content.startswith(b"\xff\xd8\xff") or not content.rstrip(b"\0").endswith(b"\xff\xd9"):
        return False
    at, has_frame = 2, False
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        has_frame = has_frame or marker in FRAMES
        if marker == SCAN:
            return has_frame
        at += 2 + _number(content[at + 2 : at + 4])
    return False


def is_webp(content: bytes) -> bool:
    """Tell whether it is one RIFF of the announced size that holds a WebP image."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or len(content) < 20:
        return False
    size = struct.unpack("<I", content[4:8])[0]
    return size + 8 in {len(content), len(content) + 1} and content[12:16] in {b"VP8 ", b"VP8L", b"VP8X"}


def is_docx(content: bytes) -> bool:
    """Tell whether it is a Word document without macros, and no bomb."""
    archive = _sound_zip(content)
    if archive is None:
        return False
    names = set(archive.namelist())
    if "word/document.xml" not in names or "[Content_Types].xml" not in names:
        return False
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return WORD in archive.read("[Content_Types].xml") and not has_macros


def is_odt(content: bytes) -> bool:
    """Tell whether it is an OpenDocument text, and no bomb."""
    archive = _sound_zip(content)
    if archive is None:
        return False
    names = archive.namelist()
    return names[:1] == ["mimetype"] and archive.read("mimetype") == ODT and "content.xml" in names


def is_text(content: bytes) -> bool:
    """Tell whether it is plain UTF-8 text, and no PDF cut short."""
    if content.startswith(b"%PDF-"):
        return False
    try:
        told = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return all(sign >= " " or sign in "\t\n\r\f" for sign in told) and "\x7f" not in told


def _sound_zip(content: bytes) -> zipfile.ZipFile | None:
    """Open an archive that begins at the first byte, is not encrypted, and unpacks within bounds."""
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        return archive if _is_bounded(archive) else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError, ValueError):
        return None


def _is_bounded(archive: zipfile.ZipFile) -> bool:
    """Unpack each entry and count: the sizes that an archive announces may lie."""
    entries = archive.infolist()
    announced = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or announced > MOST_UNPACKED or any(map(_is_strange, entries)):
        return False
    left = MOST_UNPACKED
    for entry in entries:
        with archive.open(entry) as body:
            while block := body.read(BLOCK):
                left -= len(block)
                if left < 0:
                    return False
    return True


def _is_strange(entry: zipfile.ZipInfo) -> bool:
    is_encrypted = bool(entry.flag_bits & 1)
    return is_encrypted or entry.filename.startswith(("/", "\\")) or ".." in entry.filename.split("/")


def _number(told: bytes) -> int:
    return int.from_bytes(told, "big")
