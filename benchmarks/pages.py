"""Server time and queries of every page within reach, on the demonstration's data."""

import os
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

ROUNDS = 15
MOST_PAGES = 40
BOUND_MS = 60.0


def main() -> None:
    """Print the median server time and the queries of each page, person by person."""
    os.environ["BILAN_STATE"] = tempfile.mkdtemp(prefix="bilan-bench-")
    os.environ["BILAN_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bilan.settings")
    from bilan.cli.demo import prepare_demo

    prepare_demo()
    print("| page | as | ms (median) | queries |")
    print("|---|---|---|---|")
    slow = [row for row in _rows() if row[2] > BOUND_MS]
    print(f"\n{len(slow)} pages above {BOUND_MS:.0f} ms.")


def _rows() -> Iterator[tuple[str, str, float, int]]:
    from django.test import Client

    from bilan.accounts.queries import demo_people

    for person in demo_people():
        client = Client(SERVER_NAME="localhost")
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        for path in _within_reach(client):
            row = (path, person.first_name, *_measure(client, path))
            print(f"| {row[0]} | {row[1]} | {row[2]:.1f} | {row[3]} |", flush=True)
            yield row


def _within_reach(client: "Client") -> list[str]:
    waiting, kinds = ["/welcome/"], set[str]()
    found: list[str] = []
    while waiting and len(found) < MOST_PAGES:
        path = waiting.pop(0)
        answer = client.get(path, follow=True)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        path = answer.redirect_chain[-1][0] if answer.redirect_chain else path
        found.append(path)
        for link in re.findall(r'href="(/[^"#?]*)', answer.content.decode()):
            kind = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "*", link)
            if kind not in kinds and not link.startswith(("/static/", "/demo/")):
                kinds.add(kind)
                waiting.append(link)
    return list(dict.fromkeys(found))


def _measure(client: "Client", path: str) -> tuple[float, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - start) * 1000)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return statistics.median(times), len(captured)


if __name__ == "__main__":
    main()
