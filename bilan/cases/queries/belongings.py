"""What is sealed under keys, wherever it lies: found from the models, so that no room is forgotten."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import ForeignKey, Model, QuerySet

from bilan.vault.models import DataKey, SealedField


def sealed_models() -> Iterator[type[Model]]:
    """Return each model that holds sealed fields."""
    for model in apps.get_models():
        if any(isinstance(field, SealedField) for field in model._meta.concrete_fields):
            yield model


def sealed_rows(*, keys: QuerySet[DataKey]) -> Iterator[tuple[str, QuerySet[Model]]]:
    """Return the rows under keys, model by model (a query each when read)."""
    for model in sealed_models():
        path = path_to_key(model)
        yield model._meta.model_name or "", model._default_manager.filter(**{f"{path}__in": keys})


def path_to_key(model: type[Model]) -> str:
    """Return how a row reaches the key that seals it: its own, else that of what it hangs from.

    Raises:
        LookupError: no way leads to a key; the model cannot be destroyed by its key.
    """
    links = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    for link in links:
        if link.related_model is DataKey:
            return link.name
    for link in links:
        parent = link.related_model
        if link.null or not isinstance(parent, type) or parent is model:
            continue
        if any(isinstance(up, ForeignKey) and not up.null for up in parent._meta.concrete_fields):
            try:
                return f"{link.name}__{path_to_key(parent)}"
            except LookupError:
                continue
    raise LookupError(f"{model._meta.label} reaches no key.")
