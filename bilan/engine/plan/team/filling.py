"""Put hours that found no week where they still fit: as many as can be, and nobody loses one."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

Integers = NDArray[np.int64]


def filled(*, laid: Integers, wanted: Integers, may: Integers, room: Integers) -> Integers:
    """Return hours by person and week, as many in all as any way of placing them could hold.

    The most is found by moving hours between weeks along a maximal flow through what is left (Ford and
    Fulkerson), so that each person keeps at least as many as they had.

    Args:
        laid: hours placed so far (person, week).
        wanted: hours each person asks for (person,).
        may: hours a person may have in a week (person, week).
        room: hours each week can hold (week,).
    """
    people, weeks = laid.shape
    source, sink = 0, people + weeks + 1
    graph = np.zeros((sink + 1, sink + 1), dtype=np.int32)
    graph[source, 1 : people + 1] = wanted - laid.sum(axis=1)
    graph[1 : people + 1, people + 1 : sink] = may - laid
    graph[people + 1 : sink, 1 : people + 1] = laid.T
    graph[people + 1 : sink, sink] = room - laid.sum(axis=0)
    flow = maximum_flow(csr_array(graph), source, sink).flow.toarray()
    return np.asarray(laid + flow[1 : people + 1, people + 1 : sink], dtype=np.int64)
