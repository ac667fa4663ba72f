"""Configuration of the tests: fixed secrets, mails in memory, quick hashing."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("BILAN_SECRET_KEY", "tests-only")
os.environ.setdefault("BILAN_MASTER_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
os.environ.setdefault("BILAN_STATE", tempfile.mkdtemp(prefix="bilan-tests-"))

from bilan.settings import *  # noqa: F403
from bilan.settings import STATIC_ROOT, STORAGES

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STAFF_SECOND_FACTOR = False  # the tests of the second factor turn it on
EVEN_TIME = 0.0  # the test with a stopwatch turns it on
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
# Built once for all workers: the index is kept by the content it was built from.
BILAN_INDEX_DIR = Path(tempfile.gettempdir()) / "bilan-tests-index"
BILAN_INDEXES_KEPT = 30  # tests go to and fro between contents
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
