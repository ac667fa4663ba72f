"""How long one person's whole bilan takes, from a file to JSON and PDF."""

import os
import statistics
import tempfile
import time

ROUNDS = 3


def main() -> None:
    """Print the median seconds of `bilan rehearse` on both examples, index ready."""
    os.environ.setdefault("BILAN_STATE", tempfile.mkdtemp(prefix="bilan-bench-"))
    from bilan.cli.rehearse import EXAMPLES, played
    from bilan.cli.site import open_site

    open_site()
    from bilan.cli.rehearsal.reading import read_rehearsal

    print("| example | seconds (median) | files |\n|---|---|---|")
    for example in sorted(EXAMPLES.glob("*.json")):
        script = read_rehearsal(example)
        played(script)
        times = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            files = played(script)
            times.append(time.perf_counter() - started)
        print(f"| {example.stem} | {statistics.median(times):.1f} | {len(files)} |")


if __name__ == "__main__":
    main()
