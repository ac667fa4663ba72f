"""`python -m bilan` is `bilan`."""

from bilan.cli import main

if __name__ == "__main__":
    main()
