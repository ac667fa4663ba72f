"""Addresses of the provider's pages, under /provider/."""

from django.urls import URLPattern, path

from bilan.web.provider import holds, home, team

urlpatterns: list[URLPattern] = [
    path("", home.provider, name="provider"),
    path("team/", team.team, name="provider-team"),
    path("cases/<uuid:case_id>/", holds.provider_case, name="provider-case"),
    path("cases/<uuid:case_id>/hold/", holds.hold, name="provider-hold"),
    path("cases/<uuid:case_id>/lift/", holds.lift, name="provider-lift"),
    path("cases/<uuid:case_id>/counsellor/", holds.counsellor, name="provider-counsellor"),
    path("cases/<uuid:case_id>/counsellor/withdraw/", holds.withdraw, name="provider-counsellor-withdraw"),
]
