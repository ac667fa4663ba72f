"""Configuration, read from the environment; safe by default."""

import base64
import os
import secrets
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "bilan"


def flag(name: str) -> bool:
    """Tell whether an environment switch is on."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


BILAN_DEMO = flag("BILAN_DEMO")
DEBUG = flag("BILAN_DEBUG")
STATE = Path(os.environ.get("BILAN_STATE", ROOT / "var"))
BILAN_INDEX_DIR = STATE / "index"
BILAN_INDEXES_KEPT = 1  # of each kind and catalogue; older ones are of contents that are gone
BILAN_REFERENCE = os.environ.get("BILAN_REFERENCE", "")


def secret(name: str, file: str) -> str:
    """Return a secret from the environment, else from a private file made on first use."""
    if value := os.environ.get(name):
        return value
    path = STATE / file
    if not path.exists():
        STATE.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
        try:
            os.link(draft, path)  # two processes starting together keep the first one's secret
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


SECRET_KEY = secret("BILAN_SECRET_KEY", "secret-key") + "-django"
# Where master keys come from, the current one first; empty: one key, in BILAN_MASTER_KEY or a private file.
BILAN_MASTER_KEY_FROM = os.environ.get("BILAN_MASTER_KEY_FROM", "")
BILAN_MASTER_KEY = "" if BILAN_MASTER_KEY_FROM else secret("BILAN_MASTER_KEY", "master-key")
BILAN_BACKUP_DAYS = int(os.environ.get("BILAN_BACKUP_DAYS", "35"))
BILAN_SCANNER = os.environ.get("BILAN_SCANNER", "")

ALLOWED_HOSTS = os.environ.get("BILAN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("BILAN_ORIGINS", "").split(",") if origin]
# What links in mails begin with; the worker that sends them has no request to read it from.
BILAN_ADDRESS = os.environ.get("BILAN_ADDRESS", "http://localhost:8000").rstrip("/")
IS_LOCAL = set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]", "testserver"}
HTTPS = not IS_LOCAL and not DEBUG

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "bilan.accounts.apps.AccountsConfig",
    "bilan.vault.apps.VaultConfig",
    "bilan.audit.apps.AuditConfig",
    "bilan.messages.apps.MessagesConfig",
    "bilan.occupations.apps.OccupationsConfig",
    "bilan.access.apps.AccessConfig",
    "bilan.providers.apps.ProvidersConfig",
    "bilan.instruments.apps.InstrumentsConfig",
    "bilan.portfolio.apps.PortfolioConfig",
    "bilan.projects.apps.ProjectsConfig",
    "bilan.cases.apps.CasesConfig",
    "bilan.sharing.apps.SharingConfig",
    "bilan.web.apps.WebConfig",
]

MIDDLEWARE = [
    "bilan.web.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "bilan.web.accounts.second_factor.SecondFactorMiddleware",
    "bilan.web.accounts.helping.HelpMiddleware",
    "bilan.web.remembering.CatalogueMemoryMiddleware",
]

ROOT_URLCONF = "bilan.web.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bilan.web.context.site",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(default=f"sqlite:///{STATE / 'bilan.sqlite3'}", conn_max_age=600)
}
# How long a page waits for a lock somebody else holds, before it says to try again.
BUSY_SECONDS = int(os.environ.get("BILAN_BUSY_SECONDS", "10"))
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = f"-c lock_timeout={BUSY_SECONDS}s"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": BUSY_SECONDS,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            " PRAGMA cache_size=-64000; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456;"
        ),
    }

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "welcome"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_REDIRECT_URL = "front-door"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "bilan.web.accounts.adapter.AccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
WSGI_APPLICATION = "bilan.settings.wsgi.application"
MFA_ADAPTER = "bilan.web.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Bilan"
MFA_RECOVERY_CODES_SHOW_ONCE = True
STAFF_SECOND_FACTOR = not BILAN_DEMO
USERSESSIONS_TRACK_ACTIVITY = False
EVEN_TIME = 0.15  # seconds a sign-in answer takes: twice what the slower one was measured to need
# Limits name where a try comes from, never an account alone: nobody can lock somebody else out.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip",
    "signup": "20/m/ip",
    "request_login_code": "20/m/ip",
    "confirm_email": "10/m/ip",
    "manage_email": "10/m/user",
}
# Limits hold over several workers only in a cache that they share: files on the one machine of SQLite, whose
# single writer would make the database a poor cache; a table where several machines share a database.
CACHES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(STATE / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_LOCAL
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {"openid_connect": {"APPS": []}}
# Public identities (FranceConnect, ProConnect, an eIDAS node): see docs/guides/signing-in.md.
IDENTITY_PROVIDERS: dict[str, dict[str, object]] = {}
if os.environ.get("BILAN_OIDC"):
    IDENTITY_PROVIDERS = tomllib.loads(Path(os.environ["BILAN_OIDC"]).read_text())
IDENTITY_ORIGINS = sorted(
    {"://".join(urlsplit(str(one["issuer"]))[:2]) for one in IDENTITY_PROVIDERS.values()}
)

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = BILAN_DEMO or DEBUG
if WHITENOISE_USE_FINDERS:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# Without a mail server, mails are written to a folder: the demonstration's codes are read there.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = STATE / "mails"
DEFAULT_FROM_EMAIL = os.environ.get("BILAN_MAIL_FROM", "Bilan <bonjour@localhost>")
if os.environ.get("BILAN_MAIL_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = os.environ["BILAN_MAIL_HOST"]
    EMAIL_PORT = int(os.environ.get("BILAN_MAIL_PORT", "587"))
    EMAIL_HOST_USER = os.environ.get("BILAN_MAIL_USER", "")
    EMAIL_HOST_PASSWORD = os.environ.get("BILAN_MAIL_PASSWORD", "")
    EMAIL_USE_TLS = EMAIL_PORT == 587
    EMAIL_TIMEOUT = 20

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *IDENTITY_ORIGINS],  # a form of ours leads there, browsers follow it up
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}session", f"{COOKIE_PREFIX}csrf"
LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE = True, "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if flag("BILAN_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
