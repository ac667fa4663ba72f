"""Where a file is wrong: the field, its line, and the question it belongs to."""

import re

from pydantic import ValidationError

Step = str | int
NAMED = re.compile(r"'([\w-]+)'")


def fault_in(*, text: str, error: ValidationError) -> tuple[str, str]:
    """Return the place of the first fault and what is wrong there."""
    first = error.errors()[0]
    loc = tuple(first["loc"])
    line, item = _line_of(text, loc, first["msg"])
    place = ".".join(str(step) for step in loc) or "top"
    notes = [f"line {line}"] if line else []
    notes += [f"item {item}"] if item else []
    fault = first["msg"].removeprefix("Value error, ")
    return (f"{place} ({', '.join(notes)})" if notes else place), fault


def _line_of(text: str, loc: tuple[Step, ...], message: str) -> tuple[int, str]:
    """Return the line of a place, 0 when it cannot be told, and the item it is in."""
    lines = text.splitlines()
    if len(loc) > 1 and isinstance(loc[1], int):
        start = _table(lines, str(loc[0]), loc[1])
        end = next((at for at in range(start, len(lines)) if lines[at].startswith("[")), len(lines))
        return _key(lines, start, end, str(loc[2]) if len(loc) > 2 else "") or start, _item(lines, start, end)
    if loc:
        at = _line_with(lines, rf"\[+{re.escape(str(loc[0]))}\]")
        end = next((after for after in range(at, len(lines)) if lines[after].startswith("[")), len(lines))
        named = str(loc[-1]) if at else str(loc[0])
        return _key(lines, at, end, named) or at, ""
    named_item = NAMED.search(message)
    return (_line_with(lines, rf'id = "{named_item[1]}"') if named_item else 0), ""


def _table(lines: list[str], name: str, rank: int) -> int:
    """Return the line (from 1) that opens the table of a rank, 0 without such a table."""
    opened = [at for at, line in enumerate(lines, 1) if line.strip() == f"[[{name}]]"]
    return opened[rank] if rank < len(opened) else 0


def _key(lines: list[str], start: int, end: int, name: str) -> int:
    found = (at for at in range(start, end) if name and lines[at].startswith(f"{name} ="))
    return next((at + 1 for at in found), 0)


def _item(lines: list[str], start: int, end: int) -> str:
    """Return the name of the item of a table, when it has one."""
    found = (re.match(r'id = "([^"]*)"', line) for line in lines[start:end])
    return next((name[1] for name in found if name), "")


def _line_with(lines: list[str], pattern: str) -> int:
    return next((at for at, line in enumerate(lines, 1) if re.match(pattern, line)), 0)
