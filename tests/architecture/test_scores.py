"""A score never decides of a right or of money: the rooms that decide cannot even see one."""

import ast

import pytest

from tests.architecture.sources import PACKAGE, python_sources

DECIDING = ("access", "rules", "providers")
MEASURING = ("bilan.instruments", "bilan.engine.measure")


@pytest.mark.parametrize("room", DECIDING)
def test_rights_and_funding_know_no_score(room: str) -> None:
    seen = {
        str(path): name
        for path, text in python_sources().items()
        if path.relative_to(PACKAGE).parts[0] == room
        for name in _imports(text)
        if name.startswith(MEASURING)
    }

    assert seen == {}


def test_the_check_reads_the_rooms_it_speaks_of() -> None:
    rooms = {path.relative_to(PACKAGE).parts[0] for path in python_sources()}

    assert set(DECIDING) <= rooms
    assert any(
        name.startswith(MEASURING)
        for path, text in python_sources().items()
        if path.relative_to(PACKAGE).parts[0] == "cases"
        for name in _imports(text)
    )


def _imports(text: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names
