"""Addresses of the provider's pages, under /provider/."""

from django.urls import URLPattern, path

from bilan.web.provider import home

urlpatterns: list[URLPattern] = [path("", home.provider, name="provider")]
