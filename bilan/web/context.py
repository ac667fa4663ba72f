"""What every page may show."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Tell every template whether this is the demonstration."""
    return {"is_demo": settings.BILAN_DEMO}
