"""Addresses open to anyone."""

from django.urls import path
from django.views.i18n import set_language

from bilan.web.audience import for_public
from bilan.web.public import front_door, gallery, mailed_links, modules, shared_document, texts

urlpatterns = [
    path("", front_door.front_door, name="front-door"),
    path("about/", texts.about, name="about"),
    path("modules/", modules.modules, name="modules"),
    path("who-reads/", texts.who_reads, name="who-reads"),
    path("accessibility/", texts.accessibility, name="accessibility"),
    path("sources/", texts.sources, name="sources"),
    path("shared/<str:token>/", shared_document.shared_document, name="shared-document"),
    path("agreements/<str:token>/", mailed_links.employer, name="employer-agreement"),
    path("news/<str:token>/", mailed_links.follow_up, name="follow-up-link"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("language/", for_public(set_language), name="set_language"),
]
