"""Every template is used, every component says what it takes, and none styles or scripts inline."""

import re
from pathlib import Path

from tests.architecture.sources import PACKAGE, python_sources

TEMPLATES = PACKAGE / "web" / "templates"
ALL = sorted(TEMPLATES.rglob("*.html"))
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
OVERRIDES = ("account/", "allauth/", "mfa/", "usersessions/", "socialaccount/", "gallery/")
ERROR_PAGES = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html"}
INCLUDED = re.compile(r"{% include \"components/[^%]*%}")
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


def test_no_template_styles_or_scripts_inline() -> None:
    markup = {name_of(path): re.sub(r"{%.*?%}|{#.*?#}", "", path.read_text(), flags=re.S) for path in ALL}

    assert [name for name, html in markup.items() if INLINE.search(html)] == []


def test_each_component_says_what_it_takes() -> None:
    heads = {path.name: path.read_text().split("{% endcomment %}")[0] for path in COMPONENTS}

    assert [name for name, head in heads.items() if not head.startswith("{% comment %}")] == []
    assert [name for name, head in heads.items() if "Arguments:" not in head] == []


def test_components_are_included_with_only_what_they_need() -> None:
    included = [(name_of(path), tag) for path in ALL for tag in INCLUDED.findall(path.read_text())]

    assert included
    assert [(name, tag) for name, tag in included if not tag.endswith("only %}")] == []
