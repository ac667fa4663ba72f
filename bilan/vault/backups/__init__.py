"""Backups: a consistent snapshot and the sealed files in one encrypted archive, without the master key."""

from bilan.vault.backups.making import check_backup, make_backup
from bilan.vault.backups.manifest import Manifest
from bilan.vault.backups.pruning import prune_backups
from bilan.vault.backups.restoring import Restored, restore_backup

__all__ = ["Manifest", "Restored", "check_backup", "make_backup", "prune_backups", "restore_backup"]
