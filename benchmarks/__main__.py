"""Run the measurements: `python -m benchmarks [NAME…]`; without a name, all of them."""

import importlib
import sys
from pathlib import Path

NAMES = tuple(
    # What fits a model is asked for by its own name: it writes what the product reads.
    sorted(
        path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith(("_", "fit_"))
    )
)


def main(asked: list[str]) -> int:
    """Run each measurement asked for, in order of name."""
    unknown = [name for name in asked if name not in NAMES]
    if unknown:
        print(f"No measurement is called {', '.join(unknown)}. There are: {', '.join(NAMES)}.")
        return 2
    for name in asked or NAMES:
        print(f"\n## {name}\n")
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
