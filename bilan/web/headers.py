"""Headers of every answer, static files and errors included, and what no cache may keep."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

POWERFUL = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
PERMISSIONS = ", ".join([*(f"{feature}=()" for feature in POWERFUL), "publickey-credentials-get=(self)"])
ALWAYS = {
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
    # Pages bring their own policy; a file served beside them needs only this much.
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
}


class HeadersMiddleware:
    """Add the headers that no view should have to think of."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then complete the headers."""
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if _is_private(request):
            response.headers["Cache-Control"] = "private, no-store"
        return response


def _is_private(request: HttpRequest) -> bool:
    """Tell whether the answer may hold something about somebody; static files never reach the session."""
    return hasattr(request, "user") and (request.user.is_authenticated or bool(request.session.keys()))
