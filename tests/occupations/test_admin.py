"""Catalogues can be looked at in the administration, never edited there."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from bilan.occupations.models import Area, Catalogue, Certification, Occupation, Skill, SourceFile
from tests.builders import a_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Area, Catalogue, Certification, Occupation, Skill, SourceFile])
def test_nobody_edits_a_catalogue_even_the_operator(model: type[Catalogue]) -> None:
    request = RequestFactory().get("/")
    operator = a_person()
    operator.is_staff = operator.is_superuser = True
    request.user = operator

    page = admin.site.get_model_admin(model)

    assert page.has_view_permission(request)
    assert not page.has_add_permission(request)
    assert not page.has_change_permission(request)
    assert not page.has_delete_permission(request)
