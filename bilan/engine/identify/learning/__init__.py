"""Tune the encoder on what a catalogue itself teaches: its labels, definitions and occupations."""

from bilan.engine.identify.learning.lessons import Lessons
from bilan.engine.identify.learning.training import Course, Learnt, train

__all__ = ["Course", "Learnt", "Lessons", "train"]
