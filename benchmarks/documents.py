"""How many documents a second one core sets, each with its own words; WeasyPrint beside, where it is there.

`BILAN_WEASYPRINT` names the Python of an environment where WeasyPrint is installed; it runs apart.
"""

import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bilan.cli.site import open_site

if TYPE_CHECKING:
    from bilan.cases.models import Case, Session
    from bilan.documents.paper import Paper

COUNT = 30
DAY = date(2026, 11, 24)
WORDS = "Tenir les comptes d’une association de quatre-vingts familles, et les présenter en assemblée. "
PEER = """
import sys, time
try:
    from weasyprint import HTML
except ImportError:
    sys.exit("not installed")
lines = "".join(f"<li>{n}. {sys.argv[1] * 2}<small>confirmée</small></li>" for n in range(24))
def one(n):
    page = f"<html lang=fr><title>Synthèse</title><h1>Synthèse</h1><p>Bilan {n}<ol>{lines}</ol></html>"
    return HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
one(0)
started = time.perf_counter()
for n in range(5):
    one(n)
print(5 / (time.perf_counter() - started))
"""


def main() -> None:
    """Print documents a second, for each shape of document."""
    open_site()
    print("| document | a second, one core | goal |\n|---|---|---|")
    for name, paper in papers().items():
        print(f"| {name}, tagged, PDF/UA-1 and PDF/A-2a | {rate(paper):.1f} | 15 |")
    print(f"| synthesis by WeasyPrint, PDF/UA-1 alone | {peer_rate()} | |")


def papers() -> dict[str, "Paper"]:
    """Return a synthesis of about two pages, an attendance sheet of twelve interviews, a certificate."""
    from bilan.cases.envelope import envelope_on
    from bilan.cases.queries.hours import count_hours
    from bilan.documents.attendance import attendance_paper
    from bilan.documents.completion import completion_paper
    from bilan.documents.paper import Paper, Piece, Section

    pieces = tuple(Piece(f"{number}. {WORDS * 2}", origin="confirmée") for number in range(24))
    case, sessions = a_bilan()
    told = count_hours(sessions=sessions, items=(), envelope=envelope_on(profile_id="fr-law", day=DAY))
    return {
        "synthesis": Paper("Document de synthèse", "fr", DAY, "", sections=(Section("Dit", pieces),)),
        "attendance sheet": attendance_paper(case=case, sessions=sessions, told=told, on=DAY, language="fr"),
        "certificate": completion_paper(case=case, told=told, receipt=None, on=DAY, language="fr"),
    }


def a_bilan() -> tuple["Case", list["Session"]]:
    """Return a bilan and its interviews, never saved."""
    from bilan.accounts.models import Person
    from bilan.cases.models import Case, Session
    from bilan.providers.models import Practitioner, Provider

    house = Provider(name="Atelier Boussole", town="Angers")
    leader = Practitioner(person=Person(name="Hélène Quéméner"), provider=house)
    opened = datetime.fromisoformat("2026-09-01T10:00:00+02:00")
    case = Case(beneficiary=Person(name="Claire Morel"), practitioner=leader, opened_at=opened)
    return case, [
        Session(
            case=case,
            practitioner=leader,
            phase="INVESTIGATION",
            mode="FACE",
            state="HELD",
            starts_at=opened + timedelta(weeks=week),
            planned_minutes=90,
            minutes=90,
            signed_by_beneficiary_at=opened + timedelta(weeks=week, hours=2),
            signed_by_practitioner_at=opened + timedelta(weeks=week, hours=3),
        )
        for week in range(12)
    ]


def rate(paper: "Paper") -> float:
    """Return how many such documents a second are set, each with its own words."""
    from bilan.documents.rendering import render

    render(paper)
    started = time.perf_counter()
    for number in range(COUNT):
        render(replace(paper, lede=f"Bilan numéro {number}"))
    return COUNT / (time.perf_counter() - started)


def peer_rate() -> str:
    """Return how many the other library sets, in a process of its own."""
    python = os.environ.get("BILAN_WEASYPRINT", sys.executable)
    done = subprocess.run([python, "-c", PEER, WORDS], capture_output=True, text=True, check=False)
    return f"{float(done.stdout):.1f}" if done.returncode == 0 else done.stderr.strip()[-60:]


if __name__ == "__main__":
    main()
