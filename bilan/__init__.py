"""The software that runs the bilan de compétences, from the front door to the follow-up."""

import os

# One thread of arithmetic: a sentence costs 15 ms of one core instead of 190 ms over two that wait for each
# other, and the same sums come out in the same order on every machine. Read when NumPy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
