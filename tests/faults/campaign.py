"""Kill the site and the worker again and again; print what was found as JSON.

Run by the tests as `python -m tests.faults.campaign KILLS SEED`, on the database that the environment names.
"""

import http.client
import json
import os
import random
import sys
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.faults.acts import Errand, Post

CSRF = "a" * 32
SHORTEST_LIFE, LONGEST_LIFE = 0.05, 1.1
PATIENCE = 60.0


@dataclass(slots=True)
class Told:
    """What the campaign found."""

    kills: int = 0
    sent: int = 0
    acknowledged: int = 0
    faults: list[str] = field(default_factory=list)
    mails: int = 0
    repeated: int = 0
    seconds: float = 0.0


def main(kills: int, seed: int) -> Told:
    """Live, kill, check, as often as asked; then let the mails out and verify the trail."""
    from tests.faults.processes import fork, keep_mails, kill

    state, chance, told = Path(os.environ["BILAN_STATE"]), random.Random(seed), Told()
    prepare()
    kept = state / "mails-accepted"
    port = int(os.environ["BILAN_MAIL_PORT"])
    sink = fork(lambda: keep_mails(port, kept))
    started = time.monotonic()
    try:
        while told.kills < kills:
            live_once(chance, told)
        finish(kept, told)
    finally:
        kill(sink)
    told.seconds = round(time.monotonic() - started, 1)
    return told


def prepare() -> None:
    """Load the site once, for every life to come."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from bilan.cases.operations import run_retention  # noqa: F401  # loaded here, not in each life

    call_command("migrate", verbosity=0, interactive=False)
    Client(SERVER_NAME="localhost").get("/")


def live_once(chance: random.Random, told: Told) -> None:
    """Start both processes, let people act, kill both at moments of their own, and check."""
    from tests.faults.processes import an_open_socket, fork, kill, serve, work

    errands = some_errands(chance)
    forms = [list(errand.posts()) for errand in errands]
    with closing(an_open_socket()) as opened:
        port = opened.getsockname()[1]
        children = [fork(lambda: serve(opened)), fork(work)]
    clients = [
        threading.Thread(target=send_all, args=(port, errand, posts))
        for errand, posts in zip(errands, forms, strict=True)
    ]
    for client in clients:
        client.start()
    chance.shuffle(children)
    for child in children:
        time.sleep(chance.uniform(SHORTEST_LIFE, LONGEST_LIFE))
        kill(child)
    for client in clients:
        client.join()
    told.kills += len(children)
    check(errands, told)


def some_errands(chance: random.Random) -> "list[Errand]":
    """Return what people set out to do in this life."""
    from django.utils import timezone

    from tests.faults.acts import Answering, Booking, Ending, Signing

    now = timezone.now()
    return [
        Answering.prepare(now),
        Signing.prepare(now),
        Ending.prepare(now, is_left=chance.random() < 0.5),
        Booking.prepare(now),
    ]


def send_all(port: int, errand: "Errand", posts: "list[Post]") -> None:
    """Send forms until the site no longer answers."""
    for post in posts:
        errand.sent += 1
        try:
            status = answer_to(port, post)
        except (OSError, http.client.HTTPException):
            return
        if status != http.client.FOUND:
            errand.refusals.append(f"{post.path} answered {status}")
            return
        errand.acknowledged += 1


def answer_to(port: int, post: "Post") -> int:
    """Send a form; return the status of the answer, a redirection when it was done."""
    from django.conf import settings

    link = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {
        "Cookie": f"{post.cookie}; {settings.CSRF_COOKIE_NAME}={CSRF}",
        "X-CSRFToken": CSRF,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    with closing(link):
        link.request("POST", post.path, urllib.parse.urlencode(post.fields), headers)
        answer = link.getresponse()
        answer.read()
        return answer.status


def check(errands: "list[Errand]", told: Told) -> None:
    """Look at what is left in the database after a kill."""
    for errand in errands:
        told.sent += errand.sent
        told.acknowledged += errand.acknowledged
        told.faults.extend(
            f"{type(errand).__name__}: {fault}" for fault in (*errand.refusals, *errand.faults())
        )


def finish(kept: Path, told: Told) -> None:
    """Let the worker send what is left, then compare the outbox with what the mail server accepted."""
    from bilan.audit.sealing import seal_all
    from bilan.audit.verification import verify_trail
    from bilan.messages.models import Message
    from bilan.messages.sending import message_id

    wait_for(lambda: not due_mails())
    accepted = Counter(kept.read_text(encoding="utf-8").split()) if kept.exists() else Counter[str]()
    asked = {message_id(one) for one in Message.objects.filter(state=Message.State.SENT)}
    told.mails, told.repeated = len(accepted), sum(count - 1 for count in accepted.values())
    if missing := asked - set(accepted):
        told.faults.append(f"{len(missing)} mails noted as sent that no server accepted")
    if strangers := set(accepted) - asked:
        told.faults.append(f"{len(strangers)} mails accepted that the outbox does not know as sent")
    seal_all()
    told.faults.extend(f"trail: {fault.what} at {fault.position}" for fault in verify_trail().faults)


def due_mails() -> int:
    """Return how many mails should be out by now."""
    from django.db.models import Q
    from django.utils import timezone

    from bilan.messages.models import Message

    waiting = Q(state=Message.State.WAITING, due_at__lte=timezone.now())
    return Message.objects.filter(waiting | Q(state=Message.State.CLAIMED)).count()


def wait_for(is_done: Callable[[], bool]) -> None:
    """Let a worker live until something is done."""
    from tests.faults.processes import fork, kill, work

    child, end = fork(work), time.monotonic() + PATIENCE
    try:
        while not is_done() and time.monotonic() < end:
            time.sleep(0.1)
    finally:
        kill(child)
    if not is_done():
        raise AssertionError("The worker did not send what waits.")


if __name__ == "__main__":
    from dataclasses import asdict

    print(json.dumps(asdict(main(int(sys.argv[1]), int(sys.argv[2])))))  # noqa: T201
