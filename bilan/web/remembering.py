"""Each page asks once whether the catalogues changed, and uses what earlier pages read of them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from bilan.occupations.memory import remembering


class CatalogueMemoryMiddleware:
    """Keep what is read of the catalogues between pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the memory open."""
        with remembering():
            return self.get_response(request)
