"""A rich portfolio: 200 cards and 40 experiences, the server time and the queries of each of its pages."""

import os
import statistics
import tempfile
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from bilan.accounts.models import Person

CARDS, EXPERIENCES, ROUNDS = 200, 40, 15
BOUND_MS = 60.0
KINDS = ("EMPLOYED", "SELF_EMPLOYED", "TRAINING", "UNPAID")
STORY = "J’accueillais, je classais, je formais les nouveaux et je tenais la caisse. " * 12
PAGES = (
    "experiences",
    "skills",
    "skills-all",
    "skills-retired",
    "skills-constellation",
    "skills-merge",
    "skill-add",
    "certifications",
    "portfolio-paper",
    "options",
    "options-paper",
)


def main() -> None:
    """Print what each page of the portfolio costs, for a small one and for a rich one."""
    os.environ["BILAN_STATE"] = tempfile.mkdtemp(prefix="bilan-bench-")
    os.environ["BILAN_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bilan.settings")
    from bilan.cli.demo import prepare_demo

    prepare_demo()
    from django.utils import timezone

    few = _client(cards=5, experiences=2, at=timezone.now())
    many = _client(cards=CARDS, experiences=EXPERIENCES, at=timezone.now())
    print("| page | ms, few | ms, 200 cards | cpu ms | queries, few | queries, 200 | kB |")
    print("|---|---|---|---|---|---|---|")
    slow = [page for page in PAGES if _row(page, few, many) > BOUND_MS]
    print(f"\n{len(slow)} pages above {BOUND_MS:.0f} ms.")


def _client(*, cards: int, experiences: int, at: "datetime") -> "Client":
    from django.test import Client

    from bilan.accounts.models import Person

    person = Person.objects.create_user(email=f"cards{cards}@example.org")
    _fill(person, cards=cards, experiences=experiences, at=at)
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _fill(person: "Person", *, cards: int, experiences: int, at: "datetime") -> None:
    from bilan.occupations.models import Skill
    from bilan.portfolio.operations import add_card, add_experience
    from bilan.portfolio.pieces import Claim, Period

    uris = list(Skill.objects.order_by("uri").values_list("uri", flat=True)[:cards])
    told = [
        add_experience(
            person=person,
            kind=KINDS[at_ % 4],
            period=Period(1980 + at_, 1 + at_ % 12, 1981 + at_, 6 + at_ % 6),
            title=f"Activité numéro {at_}",
            narrative=STORY,
            by=person,
            at=at,
        )
        for at_ in range(experiences)
    ]
    for number in range(cards):
        add_card(
            person=person,
            sentence=f"Je tiens des comptes qui tombent juste, comme la fois numéro {number}.",
            uri=uris[number],
            experience_id=told[number % experiences].pk,
            claim=Claim(level=1 + number % 4),
            by=person,
            at=at,
        )


def _row(page: str, few: "Client", many: "Client") -> float:
    from django.urls import reverse

    url = reverse(page)
    small, rich = _measure(few, url), _measure(many, url)
    weight = len(many.get(url).content) / 1000
    print(
        f"| {page} | {small[0]:.1f} | {rich[0]:.1f} | {rich[1]:.1f} "
        f"| {small[2]} | {rich[2]} | {weight:.0f} |",
        flush=True,
    )
    return rich[0]


def _measure(client: "Client", url: str) -> tuple[float, float, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    walls, cpus = [], []
    for _ in range(ROUNDS):
        wall, cpu = time.perf_counter(), time.process_time()
        assert client.get(url).status_code == 200
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return statistics.median(walls), statistics.median(cpus), len(captured)


if __name__ == "__main__":
    main()
