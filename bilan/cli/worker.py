"""The worker: mails on one thread, upkeep on another, neither waiting for the other."""

import fcntl
import logging
import os
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

PAUSE = float(os.environ.get("BILAN_WORKER_PAUSE", "5"))
Round = Callable[[str], None]
log = logging.getLogger("bilan.worker")
_taking = threading.Lock()
_name: list[str] = []
_retained: list["datetime"] = []
BETWEEN_RETENTIONS = timedelta(hours=1)


def start_worker() -> None:
    """Start both threads; they end with the process."""
    for name, round_ in (("outbox", send_mails), ("upkeep", keep_up)):
        threading.Thread(target=_for_ever, args=(round_,), daemon=True, name=name).start()


def send_mails(worker: str) -> None:
    """Send the mails that are due."""
    from bilan.messages.operations import send_due

    send_due(now=_now(), worker=worker)


def keep_up(_worker: str) -> None:
    """Destroy what is due, chain the trail and anchor it once a day; each job apart from the others."""
    from bilan.audit.anchors import anchor_once_a_day
    from bilan.audit.sealing import seal_waiting
    from bilan.cases.operations import destroy_expired

    _guarded(seal_waiting)
    _guarded(lambda: anchor_once_a_day(at=_now()))
    _guarded(lambda: destroy_expired(at=_now()))
    _guarded(lambda: retain_once_an_hour(at=_now()))


def retain_once_an_hour(*, at: "datetime") -> None:
    """Heed what time does to bilans, destroy what is past its term; the next run finishes one cut short."""
    from bilan.accounts.operations import forget_ended
    from bilan.cases.operations import keep_time, run_retention
    from bilan.sharing.forgetting import forget_ended as forget_visits

    if _retained and timedelta(0) <= at - _retained[-1] < BETWEEN_RETENTIONS:
        return
    keep_time(at=at)
    run_retention(at=at)
    forget_visits(at=at)
    forget_ended(at=at)
    _retained[:] = [at]


def hold_worker(state: Path) -> str:
    """Return the worker's name once no other process of this machine works under it; else an empty one.

    The lock lasts as long as the process: the file is never closed, and a kill lets it go.
    """
    state.mkdir(parents=True, exist_ok=True)
    handle = os.open(state / "worker.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return ""
    if not os.fstat(handle).st_size:
        os.write(handle, uuid.uuid4().hex.encode())
    return os.pread(handle, 32, 0).decode()


def _for_ever(round_: Round) -> None:
    """Run rounds as long as the process lives; wait while another process is the worker."""
    pause = threading.Event()  # unlike a sleep, no moved clock cuts it short or breaks it
    while True:
        if worker := _worker():
            _guarded(partial(round_, worker))
        pause.wait(PAUSE)


def _worker() -> str:
    from django.conf import settings

    with _taking:
        if not _name and (found := hold_worker(Path(settings.STATE))):
            _name.append(found)
    return _name[0] if _name else ""


def _guarded(job: Callable[[], object]) -> None:
    """Run a job at the outermost edge: one that fails ends neither the other jobs nor the next rounds."""
    from django.db import close_old_connections

    close_old_connections()
    try:
        job()
    except Exception:
        log.exception("A job of the worker failed; nothing is half done, and it is tried again.")


def _now() -> "datetime":
    from django.utils import timezone

    return timezone.now()
