"""How many documents a second one core sets, each with its own words."""

import time
from dataclasses import replace
from datetime import date

from bilan.cli.site import open_site

COUNT = 30


def main() -> None:
    """Print documents a second, for a synthesis of about two pages."""
    open_site()
    from bilan.documents.paper import Paper, Piece, Section
    from bilan.documents.rendering import render

    words = "Tenir les comptes d’une association de quatre-vingts familles, et les présenter en assemblée. "
    pieces = tuple(Piece(f"{number}. {words * 2}", origin="confirmée") for number in range(24))
    paper = Paper("Document de synthèse", "fr", date(2026, 11, 24), "", sections=(Section("Dit", pieces),))
    render(paper)
    started = time.perf_counter()
    for number in range(COUNT):
        render(replace(paper, lede=f"Bilan numéro {number}"))
    rate = COUNT / (time.perf_counter() - started)
    print("| document | a second, one core | goal |\n|---|---|---|")
    print(f"| synthesis, tagged, PDF/UA-1 and PDF/A-2a | {rate:.1f} | 15 |")


if __name__ == "__main__":
    main()
