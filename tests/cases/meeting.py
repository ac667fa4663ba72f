"""Acts that start together, from threads with a connection each."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier


def at_once(acts: Sequence[Callable[[], object]]) -> list[str]:
    """Run acts from threads that start together; return the names of what was refused."""
    from django.db import connection

    from bilan.cases.refusals import REFUSALS

    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            start.wait()
            act()
        except REFUSALS as error:
            return type(error).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(name for name in pool.map(run, acts) if name)
