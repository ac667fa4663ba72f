"""What signed: a digest of the browser and where it is, to compare two signatures and for nothing else."""

from allauth.core.internal.ratelimit import get_ip
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

LENGTH = 16


def device_of(request: HttpRequest) -> str:
    """Return a keyed digest of the network address and the browser: equal or not, never read back."""
    told = f"{get_ip(request)}\n{request.headers.get('user-agent', '')}"
    return salted_hmac("bilan.attendance.device", told, algorithm="sha256").hexdigest()[:LENGTH]
