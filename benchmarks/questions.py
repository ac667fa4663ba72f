"""Server time and queries of one question, its last and its review, in every format of questionnaires.

Run: python -m benchmarks questions. Everything but the last question is answered, so that pages are at
their fullest; formats that do not ship come from the tests' own small instruments.
"""

import os
import statistics
import tempfile
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

ROUNDS = 25
BOUND_MS = 60.0


def main() -> None:
    """Print the median processor time and the queries of each format's pages."""
    state = tempfile.mkdtemp(prefix="bilan-bench-")
    os.environ["BILAN_STATE"] = state
    os.environ["BILAN_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bilan.settings")
    from bilan.cli.demo import prepare_demo

    prepare_demo()
    _import_every_format(Path(state) / "handed-in")
    print("| format | question, ms | queries | answering it, ms | review, ms | queries |")
    print("|---|---|---|---|---|---|")
    slowest = max(_row(name) for name in _names())
    print(f"\nSlowest: {slowest:.1f} ms (bound {BOUND_MS:.0f} ms).")


def _import_every_format(folder: Path) -> None:
    from bilan.instruments.operations import import_instruments
    from tests.instruments import files

    texts = (files.frequency(), files.best_worst(), files.trade_off(), files.free_text())
    for rank, text in enumerate(texts):
        files.put(folder, text, f"{rank}.toml")
    import_instruments(folder=folder)


def _names() -> tuple[str, ...]:
    from bilan.instruments.library import instruments

    return tuple(held.id for held in instruments())


def _row(name: str) -> float:
    """Print one format and return its slowest page."""
    from django.urls import reverse

    from bilan.instruments.library import instrument

    client, administration = _almost_done(name)
    asked = instrument(name)
    url = reverse("question", args=[administration, asked.items[-1].id])
    review = reverse("question-review", args=[administration])
    found = [_timed(client, url), _timed(client, url, is_answered=True), _timed(client, review)]
    counts = [_queries(client, url), _queries(client, review)]
    print(
        f"| {name}, {asked.response.kind.lower()} | {found[0]:.1f} | {counts[0]} | {found[1]:.1f} "
        f"| {found[2]:.1f} | {counts[1]} |",
        flush=True,
    )
    return max(found)


def _almost_done(name: str) -> "tuple[Client, str]":
    from django.test import Client
    from django.utils import timezone

    from bilan.accounts.models import Person
    from bilan.instruments.library import instrument
    from tests.instruments.builders import an_administration
    from tests.web.beneficiary.test_question_costs import answered_but_the_last

    person = Person.objects.create_user(f"{name}@bench.example")
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    held = an_administration(person=person, instrument_id=name, at=timezone.now())
    answered_but_the_last(held, instrument(name), at=timezone.now())
    return client, str(held.pk)


def _timed(client: "Client", url: str, *, is_answered: bool = False) -> float:
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        client.post(url, {"skip": "1"}) if is_answered else client.get(url)
        times.append((process_time() - start) * 1000)
    return statistics.median(times)


def _queries(client: "Client", url: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


if __name__ == "__main__":
    main()
