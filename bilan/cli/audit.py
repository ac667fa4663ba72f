"""`bilan audit`: prove that nobody changed, removed or moved a row of the trail."""

import json
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bilan.cli.site import open_site

if TYPE_CHECKING:
    from bilan.audit.verification import Fault, Verification

SHOWN = 100
SAID = {
    "CHANGED": "Row {position} (event {event}) was changed, or another was put in its place.",
    "REMOVED": "{count} row(s) from place {position} on were removed{named}.",
    "REORDERED": "Row {position} (event {event}) changed places with another.",
    "TRUNCATED": "{count} row(s) are missing at the end, from place {position} on: an anchor had seen them.",
    "REWRITTEN": "The chain up to row {position} was made again: its hash is not the one anchored that day.",
}
app = typer.Typer(help="The trail: verify it, and anchor it outside the database.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")]


@app.command()
def verify(as_json: AsJson = False) -> None:
    """Read the whole trail again: each row, its place, and each day's anchor. Exit 1 when something is wrong.

    Nothing is written. Example: bilan audit verify
    """
    open_site()
    from bilan.audit.verification import verify_trail

    start = time.perf_counter()
    found = verify_trail()
    seconds = time.perf_counter() - start
    print(json.dumps(asdict(found)) if as_json else _told(found, seconds))
    raise typer.Exit(1 if found.faults else 0)


@app.command()
def anchor(as_json: AsJson = False) -> None:
    """Chain what waits, and append the head of the chain to this year's file of anchors.

    The site does it each day; do it before and after an intervention, and keep the file elsewhere.
    """
    open_site()
    from django.utils import timezone

    from bilan.audit.anchors import folder, write_anchor

    written = write_anchor(at=timezone.now())
    told = f"{written.position} rows, head {written.hash}, kept in {folder()}."
    print(json.dumps(asdict(written)) if as_json else told)


def _told(found: "Verification", seconds: float) -> str:
    lines = [_said(fault) for fault in found.faults[:SHOWN]]
    if len(found.faults) > SHOWN:
        lines.append(f"… and {len(found.faults) - SHOWN} more.")
    lines.append(
        f"{found.sealed} rows and {found.anchors} anchors read in {seconds:.1f} s; "
        f"{found.waiting} recent rows wait to be chained."
    )
    verdict = "The trail is NOT whole: keep this database as it is and compare with a backup."
    lines.append(verdict if found.faults else "The trail is whole.")
    return "\n".join(lines)


def _said(fault: "Fault") -> str:
    named = f" (event {fault.event})" if fault.event else ""
    return SAID[fault.what].format(position=fault.position, event=fault.event, count=fault.count, named=named)
