"""Turn what an operation refuses into a sentence on the page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest

from bilan.cases.refusals import REFUSALS
from bilan.sharing.errors import SharingError


@dataclass(slots=True)
class Outcome:
    """Whether the act went through, else why not."""

    is_done: bool = False
    refusal: str = ""


@contextmanager
def acting(request: HttpRequest, *, done: str = "") -> Iterator[Outcome]:
    """Run one operation; say `done` when it went through, say why when it was refused.

    Only anticipated refusals are caught; anything else is a bug and surfaces.
    """
    outcome = Outcome()
    try:
        yield outcome
    except (*REFUSALS, SharingError) as error:
        outcome.refusal = str(error)
        messages.error(request, outcome.refusal)
    else:
        outcome.is_done = True
        if done:
            messages.success(request, done)
