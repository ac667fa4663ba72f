"""Reading pages in tests."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponse, HttpResponseBase


@dataclass(slots=True)
class Read:
    """What a page holds: its tags in order and its text."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""

    def count(self, tag: str, css: str = "") -> int:
        """Count the elements of a kind, or those of them that carry a class."""
        return sum(
            name == tag and (not css or css in attributes.get("class", "").split())
            for name, attributes in self.tags
        )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.read = Read()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.read.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.read.text += data


def page_of(response: HttpResponseBase) -> Read:
    """Read a page that answered 200."""
    assert response.status_code == 200
    reader = _Reader()
    assert isinstance(response, HttpResponse)
    reader.feed(response.content.decode())
    return reader.read
