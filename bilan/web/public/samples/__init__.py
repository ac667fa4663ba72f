"""Invented objects for the gallery, drawn and said by the code the pages use; nothing is read or kept."""

from datetime import date

from bilan.web.public.samples.hours import hours_samples
from bilan.web.public.samples.options import option_samples
from bilan.web.public.samples.pictures import picture_samples
from bilan.web.public.samples.skills import skill_samples
from bilan.web.public.samples.words import word_samples


def sample_objects(*, today: date) -> dict[str, object]:
    """Return what the samples of `templates/gallery/` show, by name (no query)."""
    return {
        **hours_samples(),
        **option_samples(),
        **picture_samples(today=today),
        **skill_samples(),
        **word_samples(),
    }
