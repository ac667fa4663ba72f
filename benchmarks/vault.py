"""What sealing costs on a counsellor's page, and how long a backup and its restoration take."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from django.test import Client

    from bilan.accounts.models import Person
    from bilan.portfolio.models import Card
    from bilan.vault.models import DataKey

CASES = 10_000
SENTENCES_A_CASE = 5
ROUNDS = 30
BOUND = 1.15
PASSPHRASE = b"a passphrase for measurements alone"
PAGES = ("case", "case-shared", "case-start", "brief")


def main() -> None:
    """Print the cost of sealing on four pages, then the times of a backup and of its way back."""
    os.environ["BILAN_STATE"] = tempfile.mkdtemp(prefix="bilan-bench-")
    os.environ["BILAN_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bilan.settings")
    from bilan.cli.demo import prepare_demo

    prepare_demo()
    print("| page | sealed, ms | with a cipher that does nothing, ms | ratio (median of pairs) |")
    print("|---|---|---|---|")
    for name, *figures in _page_costs():
        print("| {} | {:.2f} | {:.2f} | {:.3f} |".format(name, *figures), flush=True)
    print(f"\nGoal: at most {BOUND}.\n")
    _print_drill()


def _page_costs() -> Iterator[tuple[str, float, float, float]]:
    """Time each page with the real cipher and with none, in turns, on the same content."""
    from django.urls import reverse

    client, case = _counsellor()
    for name in PAGES:
        url, sealed, bare = reverse(name, args=[case]), list[float](), list[float]()
        if client.get(url).status_code != 200:
            continue
        for _ in range(ROUNDS):
            sealed.append(_timed(partial(client.get, url)))
            bare.append(_timed_bare(client, url))
        ratio = statistics.median(one / other for one, other in zip(sealed, bare, strict=True))
        yield name, statistics.median(sealed), statistics.median(bare), ratio


def _timed_bare(client: "Client", url: str) -> float:
    """Time a page whose every ciphertext was opened before, so that its decryption costs a lookup."""
    with _nothing_to_decrypt():
        client.get(url)
        return _timed(partial(client.get, url))


@contextmanager
def _nothing_to_decrypt() -> Iterator[None]:
    """Swap the cipher for one that only looks up what the real one would return."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    opened: dict[bytes, bytes] = {}

    class Remembering:
        """Return what was opened once; ask the real cipher the first time."""

        def __init__(self, key: bytes) -> None:
            self._key = key

        def encrypt(self, nonce: bytes, clear: bytes, place: bytes) -> bytes:
            """Seal for real: what is written must be read later."""
            return AESGCM(self._key).encrypt(nonce, clear, place)

        def decrypt(self, nonce: bytes, sealed: bytes, place: bytes) -> bytes:
            """Look up, else open."""
            if nonce not in opened:
                opened[nonce] = AESGCM(self._key).decrypt(nonce, sealed, place)
            return opened[nonce]

    _use_cipher(Remembering)
    try:
        yield
    finally:
        _use_cipher(AESGCM)


def _use_cipher(cipher: type) -> None:
    from bilan.vault import masters, sealing

    for module in (masters, sealing):
        setattr(module, "AESGCM", cipher)  # noqa: B010 - names that these modules import for themselves


def _counsellor() -> "tuple[Client, object]":
    from django.test import Client

    from bilan.cases.models import Case

    case = (
        Case.objects.filter(state=Case.State.OPEN, phase="INVESTIGATION")
        .select_related("practitioner__person")
        .order_by("-demand__recorded_at", "pk")
        .first()
    )
    if case is None:
        raise SystemExit("The demonstration has no bilan under way.")
    client = Client(SERVER_NAME="localhost")
    client.force_login(case.practitioner.person, backend="django.contrib.auth.backends.ModelBackend")
    return client, case.pk


def _print_drill() -> None:
    from django.utils import timezone

    from bilan.vault.backups import check_backup, make_backup, restore_backup

    filled = _timed(_fill) / 1000
    path, now = Path(tempfile.mkdtemp(prefix="bilan-backup-")) / "drill.bilan", timezone.now()
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("backup, read back", lambda: make_backup(path=path, passphrase=PASSPHRASE, at=now)),
        ("check", lambda: check_backup(path=path, passphrase=PASSPHRASE)),
        (
            "restore, verified first",
            lambda: restore_backup(path=path, passphrase=PASSPHRASE, replace=True, at=now),
        ),
    )
    print(f"Drill with {CASES:,} cases more (made in {filled:.1f} s):\n\n| step | s |\n|---|---|")
    for name, act in steps:
        print(f"| {name} | {_timed(act) / 1000:.2f} |", flush=True)
    print(f"\nThe backup weighs {path.stat().st_size / 1e6:.1f} MB.")


def _fill() -> None:
    """Add people, bilans, keys and sealed cards, in bulk."""
    from bilan.accounts.models import Person
    from bilan.cases.models import Case
    from bilan.portfolio.models import Card
    from bilan.vault.models import DataKey

    people = [Person(email=f"drill{each}@example.org", name=f"Drill {each}") for each in range(CASES)]
    case_keys = [_a_key(person.pk, purpose="CASE") for person in people]
    own_keys = [_a_key(person.pk, purpose="PERSON") for person in people]
    Person.objects.bulk_create(people, batch_size=500)
    DataKey.objects.bulk_create([*case_keys, *own_keys], batch_size=500)
    told = _told_of_a_case()
    cases = [Case(**told, beneficiary=person, key=key) for person, key in zip(people, case_keys, strict=True)]
    Case.objects.bulk_create(cases, batch_size=500)
    for person, key in zip(people, own_keys, strict=True):
        Card.objects.bulk_create(_cards(person, key))


def _cards(person: "Person", key: "DataKey") -> "list[Card]":
    from bilan.portfolio.models import Card
    from bilan.vault.operations import open_key

    opened = open_key(key)
    cards = [Card(person=person, key=key, created_at=key.created_at) for _each in range(SENTENCES_A_CASE)]
    for card in cards:
        card.sentence_sealed = opened.seal(card, "sentence_sealed", "Je tiens des comptes qui tombent juste.")
    return cards


def _told_of_a_case() -> dict[str, Any]:
    """Return what a bilan of the demonstration says of itself, for bilans that were left."""
    from bilan.cases.models import Case

    like = Case.objects.order_by("pk").first()
    if like is None:
        raise SystemExit("The demonstration has no bilan.")
    own = {"id", "beneficiary", "key", "state"}
    names = [field.name for field in Case._meta.concrete_fields if field.name not in own]
    return {name: getattr(like, name) for name in names} | {"state": Case.State.LEFT}


def _a_key(owner: UUID, *, purpose: str) -> "DataKey":
    from django.utils import timezone

    from bilan.vault.masters import current_master
    from bilan.vault.models import DataKey
    from bilan.vault.operations.keys import place_of

    key, master = DataKey(purpose=purpose, owner=owner, created_at=timezone.now()), current_master()
    key.wrapped, key.master = master.wrap(os.urandom(32), place=place_of(key)), master.id
    return key


def _timed(act: Callable[[], object]) -> float:
    """Return how long an act takes, in milliseconds."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
