"""Writes of the catalogues: the publishers' files, the starter."""

from bilan.occupations.operations.reference import ImportedFile, ImportResult, Progress, import_reference
from bilan.occupations.operations.starter import load_starter

__all__ = ["ImportResult", "ImportedFile", "Progress", "import_reference", "load_starter"]
