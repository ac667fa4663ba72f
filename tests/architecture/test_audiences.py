"""Every page of ours declares who it is for; what declares nobody is refused here."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from bilan.web.audience import Audience

THEIRS = ("allauth.", "django.contrib.")


def our_patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Walk the URL table down to the views that are ours."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield entry
        elif not getattr(entry.urlconf_module, "__name__", "").startswith(THEIRS):
            yield from our_patterns(entry)


def test_each_page_declares_its_audience() -> None:
    undeclared = [
        pattern.name
        for pattern in our_patterns()
        if not isinstance(getattr(pattern.callback, "audience", None), Audience)
    ]

    assert undeclared == [], "Declare who these pages are for (see bilan/web/audience.py)"


def test_only_declared_public_pages_open_without_signing_in() -> None:
    for pattern in our_patterns():
        is_open = not getattr(pattern.callback, "login_required", True)

        assert is_open == (pattern.callback.audience is Audience.PUBLIC), pattern.name  # type: ignore[attr-defined]


def test_names_are_unique() -> None:
    names = [pattern.name for pattern in our_patterns()]

    assert len(names) == len(set(names))
