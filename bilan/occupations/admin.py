"""Lists of the catalogues for the administration: to look at, never to edit."""

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from bilan.occupations.models import Area, Catalogue, Certification, Occupation, Skill, SourceFile

if TYPE_CHECKING:
    ReadOnly = admin.ModelAdmin[models.Model]
else:
    ReadOnly = admin.ModelAdmin


class LookOnly(ReadOnly):
    """A list that nobody may change: publishers' files do."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse additions."""
        del request
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Refuse changes."""
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Refuse deletions."""
        del request, obj
        return False


@admin.register(Catalogue)
class CatalogueAdmin(LookOnly):
    """Catalogues with their version and license."""

    list_display = ("code", "name", "version", "published_on", "licence")


@admin.register(SourceFile)
class SourceFileAdmin(LookOnly):
    """Imported files."""

    list_display = ("kind", "name", "rows", "vintage", "imported_at")


@admin.register(Occupation)
class OccupationAdmin(LookOnly):
    """Occupations by catalogue."""

    list_display = ("code", "catalogue", "riasec", "isco", "level")
    list_filter = ("catalogue",)
    list_select_related = ("catalogue",)
    search_fields = ("code", "labels__text")


@admin.register(Skill)
class SkillAdmin(LookOnly):
    """Skills by catalogue and nature."""

    list_display = ("uri", "catalogue", "kind", "reuse")
    list_filter = ("catalogue", "kind")
    list_select_related = ("catalogue",)
    search_fields = ("uri", "labels__text")


@admin.register(Certification)
class CertificationAdmin(LookOnly):
    """Certifications of the directories."""

    list_display = ("code", "title", "level", "is_active", "by_experience")
    list_filter = ("level", "is_active", "by_experience")
    search_fields = ("code", "title")


@admin.register(Area)
class AreaAdmin(LookOnly):
    """Areas figures are told of."""

    list_display = ("kind", "code", "name", "parent")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("code", "name")
