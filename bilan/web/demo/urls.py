"""Addresses of the demonstration."""

from django.urls import path

from bilan.web.demo import doors

urlpatterns = [
    path("", doors.doors, name="demo"),
    path("<uuid:person_id>/", doors.enter, name="demo-enter"),
]
