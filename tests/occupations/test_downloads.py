"""Files come from their publishers or from a folder, whole and unchanged, or not at all."""

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bilan.occupations import downloads
from bilan.occupations.downloads import Fetching, fetch_reference
from bilan.occupations.errors import DownloadFailed, PathMissing, TamperedFile, UnknownFile
from bilan.occupations.importers.credits import Source, source_of, sources
from bilan.occupations.importers.kinds import KINDS

CONTENT = bytes(range(256)) * 2000


@dataclass
class Publisher:
    """A publisher on this machine, that may stop half-way or tamper with its file."""

    address: str = ""
    content: bytes = CONTENT
    stops_after: int | None = None
    status: int | None = None
    speaks_ranges: bool = True
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    told = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self, told)

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    told.address = f"http://127.0.0.1:{server.server_port}/file.zip"
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


def answer(handler: BaseHTTPRequestHandler, publisher: Publisher) -> None:
    asked = handler.headers.get("Range", "")
    publisher.asked.append(asked)
    if publisher.status:
        handler.send_error(publisher.status)
        return
    start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and publisher.speaks_ranges else 0
    body = publisher.content[start:]
    handler.send_response(206 if start else 200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body if publisher.stops_after is None else body[: publisher.stops_after])
    handler.close_connection = True


def a_source(publisher: Publisher, **changed: object) -> Source:
    source = replace(
        source_of("rome"),
        file="file.zip",
        address=publisher.address,
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        size=len(CONTENT),
    )
    return replace(source, **changed)  # type: ignore[arg-type]  # a test may spoil any field


def test_knows_a_source_for_each_kind() -> None:
    assert [source.kind for source in sources()] == [kind.code for kind in KINDS]
    assert all(len(source.sha256) == 64 and source.page.startswith("https://") for source in sources())
    assert all(source.licence for source in sources())


def test_downloads_a_file(tmp_path: Path, publisher: Publisher) -> None:
    told: list[Fetching] = []

    (fetched,) = fetch_reference(into=tmp_path / "new", wanted=[a_source(publisher)], report=told.append)

    assert fetched.state == "DOWNLOADED"
    assert (tmp_path / "new" / "file.zip").read_bytes() == CONTENT
    assert told[-1] == Fetching("file.zip", len(CONTENT), len(CONTENT))
    assert publisher.asked == [""]


def test_keeps_a_file_that_is_there(tmp_path: Path, publisher: Publisher) -> None:
    (tmp_path / "file.zip").write_bytes(CONTENT)

    (fetched,) = fetch_reference(into=tmp_path, wanted=[a_source(publisher)])

    assert fetched.state == "PRESENT"
    assert publisher.asked == []


def test_goes_on_where_an_interrupted_download_stopped(tmp_path: Path, publisher: Publisher) -> None:
    publisher.stops_after = 100_000
    with pytest.raises(DownloadFailed, match="reprend de là"):
        fetch_reference(into=tmp_path, wanted=[a_source(publisher)])
    assert (tmp_path / "file.zip.part").stat().st_size == 100_000
    assert not (tmp_path / "file.zip").exists()

    publisher.stops_after = None
    (fetched,) = fetch_reference(into=tmp_path, wanted=[a_source(publisher)])

    assert fetched.state == "DOWNLOADED"
    assert publisher.asked == ["", "bytes=100000-"]
    assert (tmp_path / "file.zip").read_bytes() == CONTENT
    assert not (tmp_path / "file.zip.part").exists()


def test_begins_again_with_a_server_that_cannot_go_on(tmp_path: Path, publisher: Publisher) -> None:
    (tmp_path / "file.zip.part").write_bytes(CONTENT[:5000])
    publisher.speaks_ranges = False

    fetch_reference(into=tmp_path, wanted=[a_source(publisher)])

    assert (tmp_path / "file.zip").read_bytes() == CONTENT


@pytest.mark.parametrize("kept", [5000, len(CONTENT)])
def test_begins_again_when_what_was_kept_is_of_another_file(
    tmp_path: Path, publisher: Publisher, kept: int
) -> None:
    (tmp_path / "file.zip.part").write_bytes(b"x" * kept)

    fetch_reference(into=tmp_path, wanted=[a_source(publisher)])

    assert (tmp_path / "file.zip").read_bytes() == CONTENT


@pytest.mark.parametrize("content", [b"x" + CONTENT[1:], CONTENT + b"x"])
def test_throws_a_tampered_download_away(tmp_path: Path, publisher: Publisher, content: bytes) -> None:
    publisher.content = content

    with pytest.raises(TamperedFile, match="empreinte"):
        fetch_reference(into=tmp_path, wanted=[a_source(publisher)])

    assert list(tmp_path.iterdir()) == []


def test_keeps_the_good_file_when_the_new_one_is_tampered(tmp_path: Path, publisher: Publisher) -> None:
    (tmp_path / "file.zip").write_bytes(b"an older version")
    publisher.content = b"x" * len(CONTENT)

    with pytest.raises(TamperedFile):
        fetch_reference(into=tmp_path, wanted=[a_source(publisher)])

    assert (tmp_path / "file.zip").read_bytes() == b"an older version"


def test_says_what_the_publisher_answered(tmp_path: Path, publisher: Publisher) -> None:
    publisher.status = 404

    with pytest.raises(DownloadFailed, match="HTTP 404"):
        fetch_reference(into=tmp_path, wanted=[a_source(publisher)])


def test_says_when_nobody_answers(
    tmp_path: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "PATIENCE_SECONDS", 1)

    with pytest.raises(DownloadFailed):
        fetch_reference(into=tmp_path, wanted=[a_source(publisher, address="http://127.0.0.1:9/file.zip")])


def test_opens_web_addresses_only(tmp_path: Path, publisher: Publisher) -> None:
    with pytest.raises(UnknownFile):
        fetch_reference(into=tmp_path, wanted=[a_source(publisher, address="file:///etc/passwd")])


def test_leaves_a_file_without_address_to_people(tmp_path: Path, publisher: Publisher) -> None:
    (fetched,) = fetch_reference(into=tmp_path, wanted=[a_source(publisher, address="")])

    assert fetched.state == "BY_HAND"


def test_takes_files_from_a_folder(tmp_path: Path, publisher: Publisher) -> None:
    folder = tmp_path / "usb" / "rome"
    folder.mkdir(parents=True)
    (folder / "file.zip").write_bytes(CONTENT)
    missing = a_source(publisher, file="other.zip")

    fetched = fetch_reference(
        into=tmp_path / "in", folder=tmp_path / "usb", wanted=[a_source(publisher), missing]
    )

    assert [each.state for each in fetched] == ["COPIED", "BY_HAND"]
    assert (tmp_path / "in" / "file.zip").read_bytes() == CONTENT
    assert publisher.asked == []


def test_refuses_a_tampered_file_of_a_folder(tmp_path: Path, publisher: Publisher) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()
    (folder / "file.zip").write_bytes(CONTENT[:-1])

    with pytest.raises(TamperedFile):
        fetch_reference(into=tmp_path / "in", folder=folder, wanted=[a_source(publisher)])

    assert list((tmp_path / "in").iterdir()) == []


def test_refuses_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PathMissing):
        fetch_reference(into=tmp_path, folder=tmp_path / "nowhere")
