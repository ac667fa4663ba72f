"""`python -m bilan` is `bilan`."""

from bilan.cli.app import main

if __name__ == "__main__":
    main()
