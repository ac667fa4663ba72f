"""Addresses of the person's own pages."""

from bilan.web.beneficiary import urls_programme, urls_story

urlpatterns = [*urls_programme.urlpatterns, *urls_story.urlpatterns]
