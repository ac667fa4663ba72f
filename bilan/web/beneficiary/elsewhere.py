"""Two tabs lose nothing: what another one kept is shown beside what was typed here."""

from django import forms
from django.http import QueryDict


def kept_elsewhere(form: forms.Form, *, version: int) -> bool:
    """Tell whether another tab kept something since this form was opened; the next sending has seen it.

    The form then carries the present version, so that keeping once more is a choice made with both texts
    in sight.
    """
    if not form.is_bound or form.data.get("seen") in (None, "", str(version)):
        return False
    told = QueryDict(mutable=True)
    told.update(form.data)
    told["seen"] = str(version)
    form.data = told
    return True
