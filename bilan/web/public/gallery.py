"""The gallery: every component with its states, to look at and to test."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from bilan.web.audience import for_public
from bilan.web.public.samples import sample_objects

SAMPLES = Path(settings.PACKAGE) / "web" / "templates" / "gallery"


@dataclass(frozen=True, slots=True)
class Sample:
    """A component's sample page, rendered."""

    name: str
    html: str

    @property
    def title(self) -> str:
        """Return the name as words, which break where words do."""
        return self.name.replace("_", " ")


@for_public
def gallery(request: HttpRequest) -> HttpResponse:
    """Show each sample of `templates/gallery/`, one per component."""
    return render(request, "public/gallery.html", {"samples": samples_of(request)})


def samples_of(request: HttpRequest) -> list[Sample]:
    """Return the samples in the order of their names, rendered."""
    objects = sample_objects(today=timezone.localdate())
    return [
        Sample(name=name, html=render_to_string(f"gallery/{name}.html", objects, request))
        for name in sorted(path.stem for path in SAMPLES.glob("*.html"))
    ]
