"""Keys made, opened, destroyed and wrapped anew; files kept, removed and swept."""

from bilan.vault.operations.files import Swept, keep_file, open_file, remove_file, sweep_files
from bilan.vault.operations.keys import destroy_key, make_case_key, open_key, person_key
from bilan.vault.operations.rotation import keys_by_master, rotate_keys, try_master
from bilan.vault.operations.secrets import hide, reveal

__all__ = [
    "Swept",
    "destroy_key",
    "hide",
    "keep_file",
    "keys_by_master",
    "make_case_key",
    "open_file",
    "open_key",
    "person_key",
    "remove_file",
    "reveal",
    "rotate_keys",
    "sweep_files",
    "try_master",
]
