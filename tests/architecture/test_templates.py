"""Every template is used, every component says what it takes, and none styles or scripts inline."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGE, python_sources

TEMPLATES = PACKAGE / "web" / "templates"
ALL = sorted(TEMPLATES.rglob("*.html"))
OVERRIDES = ("account/", "allauth/", "mfa/", "usersessions/", "socialaccount/", "gallery/")
ERROR_PAGES = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html"}
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)


def name_of(path: Path) -> str:
    """Return the name under which a template is asked for."""
    return path.relative_to(TEMPLATES).as_posix()


def test_each_template_is_used() -> None:
    texts = [path.read_text() for path in ALL] + list(python_sources().values())
    asked = "\n".join(texts)
    ours = [name for name in map(name_of, ALL) if not name.startswith(OVERRIDES) and name not in ERROR_PAGES]

    unused = [name for name in ours if f'"{name}"' not in asked and f"'{name}'" not in asked]

    assert unused == []


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_no_template_styles_or_scripts_inline(path: Path) -> None:
    html = re.sub(r"{%.*?%}|{#.*?#}", "", path.read_text(), flags=re.S)

    assert INLINE.search(html) is None


@pytest.mark.parametrize("path", sorted((TEMPLATES / "components").glob("*.html")), ids=name_of)
def test_each_component_says_what_it_takes(path: Path) -> None:
    text = path.read_text()

    assert text.startswith("{% comment %}")
    assert "Arguments:" in text.split("{% endcomment %}")[0]


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_components_are_included_with_only_what_they_need(path: Path) -> None:
    for included in re.findall(r"{% include \"components/[^%]*%}", path.read_text()):
        assert included.endswith("only %}"), included
