"""What every page may show."""

from django.conf import settings
from django.http import HttpRequest

from bilan.web.accounts import helped_session
from bilan.web.audience import MENUS, Audience


def site(request: HttpRequest) -> dict[str, object]:
    """Give every template the menu of its audience and whether this is the demonstration."""
    audience: Audience = getattr(request, "audience", Audience.PUBLIC)
    match = request.resolver_match
    return {
        "is_demo": settings.BILAN_DEMO,
        "menu": MENUS.get(audience, ()),
        "audience": audience.value,
        "current": match.url_name if match else "",
        "helper": helped_session.helper(request) if hasattr(request, "session") else "",
    }
