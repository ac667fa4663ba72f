"""Read a rehearsal's file: what is wrong is said with its field, and nothing is written."""

import json
from pathlib import Path

from pydantic import ValidationError

from bilan.cli.rehearsal.schema import Rehearsal


class RehearsalRefused(Exception):
    """The file cannot be played; the message says which fields and why."""


def read_rehearsal(path: Path) -> Rehearsal:
    """Read and check a file.

    Raises:
        RehearsalRefused: missing, not JSON, or with fields that do not hold.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise RehearsalRefused(f"{path} cannot be read: {error}.") from error
    except json.JSONDecodeError as error:
        raise RehearsalRefused(
            f"{path} is not JSON: {error.msg}, line {error.lineno} column {error.colno}."
        ) from error
    return checked(told, name=str(path))


def checked(told: object, *, name: str) -> Rehearsal:
    """Check what a file holds."""
    try:
        return Rehearsal.model_validate(told)
    except ValidationError as error:
        lines = [f"  {_field(found['loc'])}: {found['msg']}" for found in error.errors()]
        raise RehearsalRefused("\n".join([f"{name} cannot be played:", *lines])) from error


def _field(place: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in place) or "the file"
