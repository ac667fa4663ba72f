"""Promises about the sources: size, names, nothing personal in logs, no address of a registry."""

import ast
import subprocess
from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGE, ROOT, python_sources

MOST_LINES = 400
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "common.py", "services.py", "managers.py"}
DOMAIN_FILES = {"models.py", "queries.py", "operations.py", "permissions.py", "errors.py", "apps.py"}
DOMAIN = ("cases", "projects", "portfolio", "instruments", "providers")


def test_no_file_grows_past_its_limit() -> None:
    long = {
        str(path): text.count("\n")
        for path, text in python_sources().items()
        if text.count("\n") > MOST_LINES
    }

    assert long == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [str(path) for path in python_sources() if path.name in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("package", DOMAIN)
def test_domain_packages_have_the_same_files(package: str) -> None:
    entries = {entry.name for entry in (PACKAGE / package).iterdir()}
    entries |= {f"{entry.name}.py" for entry in (PACKAGE / package).iterdir() if entry.is_dir()}

    assert entries >= DOMAIN_FILES


def test_each_module_says_what_lives_there() -> None:
    silent = [
        str(path) for path, text in python_sources().items() if ast.get_docstring(ast.parse(text)) is None
    ]

    assert silent == []


def test_engine_and_rules_know_no_framework() -> None:
    for path, text in python_sources().items():
        if {"engine", "rules"} & set(path.relative_to(PACKAGE).parts[:1]):
            assert "django" not in {name.split(".")[0] for name in _imports(text)}, path


def _imports(text: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def test_lock_files_record_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (ROOT / name).read_text()


def test_no_secret_is_tracked() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = {Path(name).name for name in tracked.splitlines()}

    assert not names & {"master-key", "secret-key", ".env"}
