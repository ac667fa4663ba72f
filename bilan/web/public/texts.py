"""Pages that explain: what a bilan is, who reads what, where the data come from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bilan.occupations.queries import is_starter_only, loaded_catalogues, loaded_files
from bilan.rules import load_profile
from bilan.web.audience import for_public


@for_public
def about(request: HttpRequest) -> HttpResponse:
    """Say what a bilan is, with today's figures of the law and their sources."""
    today = timezone.localdate()
    law, market = load_profile("fr-law"), load_profile("fr-cpf")
    context = {
        "maximum": law.maximum_hours.on(today),
        "accompanied": law.minimum_accompanied_hours.on(today),
        "waiting": market.waiting_years.on(today),
        "cap": market.price_cap_cents.on(today),
    }
    return render(request, "public/about.html", context)


@for_public
def who_reads(request: HttpRequest) -> HttpResponse:
    """Show the table of who may read what, the one the permissions follow."""
    return render(request, "public/who_reads.html")


@for_public
def accessibility(request: HttpRequest) -> HttpResponse:
    """State how accessible the site is and how to say that something is in the way."""
    return render(request, "public/accessibility.html")


@for_public
def sources(request: HttpRequest) -> HttpResponse:
    """List the catalogues and figures in use, with version, vintage and license."""
    context = {
        "catalogues": loaded_catalogues(),
        "files": loaded_files(),
        "is_starter_only": is_starter_only(),
    }
    return render(request, "public/sources.html", context)
