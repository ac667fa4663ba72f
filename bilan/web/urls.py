"""Addresses of the site, by audience."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

handler500 = "bilan.web.busy.broken"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("bilan.web.public.urls")),
    path("", include("bilan.web.accounts.urls")),
    path("", include("bilan.web.beneficiary.urls")),
    path("counsel/", include("bilan.web.practitioner.urls")),
    path("provider/", include("bilan.web.provider.urls")),
    path("account/", include("allauth.urls")),
]
if settings.BILAN_DEMO:
    urlpatterns.append(path("demo/", include("bilan.web.demo.urls")))
