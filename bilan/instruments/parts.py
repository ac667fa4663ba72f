"""The smallest pieces of an instrument's file: names, texts in every language, who wrote and checked them."""

from typing import Annotated, Literal

from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Code = Annotated[str, StringConstraints(pattern=r"^[\w-]{1,40}$")]
Moment = Literal["START", "INVESTIGATION", "MIDWAY", "END", "FOLLOW_UP"]


class Part(BaseModel):
    """A piece of an instrument: it never changes once read, and knows no other field."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, allow_inf_nan=False)


class Text(Part):
    """A text in both languages; as a string, in the reader's."""

    fr: Words
    en: Words

    def __str__(self) -> str:
        """Return the text in the language of the page."""
        return self.en if is_english() else self.fr


class Language(Part):
    """How the text of a language came to be, and the study that stands behind it, if any."""

    written: Literal["ORIGINAL", "TRANSLATED"]
    status: Literal["NOT_VALIDATED", "VALIDATED"]
    study: Words | None = None

    @model_validator(mode="after")
    def _shows_its_study(self) -> "Language":
        if (self.status == "VALIDATED") != (self.study is not None):
            raise ValueError("a language is VALIDATED with its study, NOT_VALIDATED without one")
        return self


class Languages(Part):
    """Each language of the site, with where its text stands."""

    fr: Language
    en: Language

    @property
    def of_the_page(self) -> Language:
        """Return the language in which the questions are read now."""
        return self.en if is_english() else self.fr


def is_english() -> bool:
    """Tell whether the page is in English."""
    return (get_language() or "fr").startswith("en")
