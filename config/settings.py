"""All settings, read from the environment (and from var/kord.env when it exists).

A wrong value fails at start with a sentence that says what to change.
"""

from pathlib import Path

import environ
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
VAR_DIR = Path(env("KORD_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
environ.Env.read_env(VAR_DIR / "kord.env")

DEBUG = env.bool("KORD_DEBUG", default=False)


def _secret_key() -> str:
    """Return the signing key, made once into var/keys (0600) when the environment has none."""
    if key := env("KORD_SECRET_KEY", default=""):
        return str(key)
    from schools.keyfile import read_or_make_key

    return read_or_make_key(VAR_DIR / "keys" / "django.key").hex()


SECRET_KEY = _secret_key()

# Links in mail come from here, never from the request.
BASE_URL = env("KORD_BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("KORD_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
if "*" in ALLOWED_HOSTS and not DEBUG:
    raise ImproperlyConfigured("KORD_ALLOWED_HOSTS may not be '*': name the hosts under which the school reaches Kord.")
HTTPS = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "import_export",
    "schools",
    "documents",
    "roles",
    "duties",
    "config.apps.KordConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.SecurityHeadersMiddleware",
    "config.guards.RequestGuardMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "schools.door.SchoolAuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.WrongMethodMiddleware",
    "schools.middleware.AccessMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "schools.templatetags.kord"],
        },
    }
]

# ── databases ────────────────────────────────────────────────────────────────
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'kord.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    import sqlite3

    # WAL loses data in every SQLite before 3.51.3 when several processes write and
    # checkpoint (SQLite's own release notes), so the older ones keep the rollback journal.
    _wal = sqlite3.sqlite_version_info >= (3, 51, 3)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
        if _wal
        else "PRAGMA journal_mode=DELETE;PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A question that comes a second time on a connection is kept by the server (schools/server_statements.py). A pooler
    # that shares connections among transactions does not allow it: name another number, or -1 for never.
    _prepare = env.int("KORD_PREPARE_AFTER", default=1)
    DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = None if _prepare < 0 else _prepare
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── people and sign-in ───────────────────────────────────────────────────────
AUTH_USER_MODEL = "schools.User"
AUTHENTICATION_BACKENDS = ["schools.door.SchoolBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}  # type: ignore[assignment]
ACCOUNT_ADAPTER = "schools.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited by mail; nobody signs up
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Staff rooms share computers: a sign-in ends with the browser, and nobody is asked to think about it.
ACCOUNT_SESSION_REMEMBER = False
# The links of schools/notifications.py are Django's; allauth's own kind of key would refuse every one of them.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_FORMS = {
    "login": "schools.sign_in_forms.SignInForm",
    "reset_password": "schools.sign_in_forms.AskForPasswordForm",
    "reset_password_from_key": "schools.sign_in_forms.PasswordFromLinkForm",
    "change_password": "schools.sign_in_forms.ChangePasswordForm",
    "set_password": "schools.sign_in_forms.SetPasswordForm",
    "reauthenticate": "schools.sign_in_forms.StillYouForm",
}
MFA_FORMS = {
    "authenticate": "schools.sign_in_forms.SecondStepForm",
    "reauthenticate": "schools.sign_in_forms.SecondStepStillYouForm",
    "activate_totp": "schools.sign_in_forms.TurnOnAppForm",
}
# Every limit of allauth is named, since its own are made for strangers' sites: a whole school shares one address, and
# on the first morning all of its staff sign in at once (decision 18). What "key" is, see schools/sign_in_limits.py.
ACCOUNT_RATE_LIMITS = {
    "login": "900/5m/ip",
    "login_failed": "10/5m/key,300/5m/ip",  # key: account and address
    "login_failed_anywhere": "40/h/key",  # key: account
    "reset_password": "100/5m/ip",
    "reset_password_here": "5/5m/key",  # key: account and address; what is mailed, see schools/notifications.py
    "reset_password_from_key": "300/5m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    # Nobody signs up, changes addresses or gets codes by mail or telephone; shut as far as the word "limit" reaches.
    "signup": "5/m/ip",
    "manage_email": "5/m/user",
    "confirm_email": "1/3m/key",
    "request_login_code": "5/m/ip,1/m/key",
    "change_phone": "1/m/user",
    "verify_phone": "1/m/key,1/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("KORD_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

# ── headers ──────────────────────────────────────────────────────────────────
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],  # allauth's TOTP code is a data: image
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_SSL_REDIRECT = env.bool("KORD_SSL_REDIRECT", default=False)
if env.int("KORD_PROXY_COUNT", default=0):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

# ── languages and time ───────────────────────────────────────────────────────
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("et", "Eesti"), ("fi", "Suomi"), ("lt", "Lietuvių")]
LOCALE_PATHS = [BASE_DIR / "locale"]
EXAMPLE_DOCUMENTS = BASE_DIR / "config" / "demo" / "documents"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
# Numbers and dates are formatted once in Python (schools/words.py).
USE_THOUSAND_SEPARATOR = False

# Rate limits live here: one process may keep them itself, several share Redis.
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
if CACHES["default"]["BACKEND"].endswith("LocMemCache"):
    # One row for each account and address that is tried; 300 (Django's own) are forgotten within one attack.
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 20_000}

# ── files ────────────────────────────────────────────────────────────────────
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a folder that is not there yet
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or env.bool("KORD_TEST", default=False)
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or env.bool("KORD_TEST", default=False)
# Else every test client looks at every static file first: half the time of a test that asks for a page.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
MAX_BODY = 8 * 1024 * 1024  # bytes of a whole request; the largest form takes a file of 5 MB
FILES_DIR = VAR_DIR / "files"
KEYS_DIR = VAR_DIR / "keys"

# ── mail ─────────────────────────────────────────────────────────────────────
# One slash more than a URL: environ takes the first one of the path away, and mail would land where one started it.
EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}")
vars().update(EMAIL_CONFIG)
if EMAIL_CONFIG.get("EMAIL_FILE_PATH") == str(VAR_DIR / "mail"):
    (VAR_DIR / "mail").mkdir(mode=0o700, exist_ok=True)  # Django would make it for everybody; letters hold keys
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("KORD_FROM_EMAIL", default="Kord <kord@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MESSAGE_ID_DOMAIN = env("KORD_MESSAGE_ID_DOMAIN", default="kord.invalid")

# ── Celery: an alarm bell, see docs/decisions.md ─────────────────────────────
_queue_dir = VAR_DIR / "queue"
CELERY_BROKER_URL = env("CELERY_BROKER_URL", default="filesystem://")
EMBEDDED = CELERY_BROKER_URL.startswith("filesystem")
if EMBEDDED:
    _queue_dir.mkdir(mode=0o700, exist_ok=True)  # messages name people's rows; migrate may come before `up`
    for _name in ("messages", "control"):
        (_queue_dir / _name).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue_dir / "messages"),
        "data_folder_out": str(_queue_dir / "messages"),
        "control_folder": str(_queue_dir / "control"),
        "store_processed": False,
        "polling_interval": 0.2,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 300,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
    }
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_DEFAULT_QUEUE = "mail"
CELERY_TIMEZONE = "UTC"
# One sweep a minute finds everything due; a tick that waited longer than its period is thrown away.
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "schools.sweep",
        "schedule": 60.0,
        "options": {"expires": 55, "queue": "mail"},
    },
    "plan": {
        "task": "duties.plan",
        "schedule": 60.0,
        "options": {"expires": 55, "queue": "mail"},
    },
    "jobs": {
        "task": "schools.run_jobs",
        "schedule": 60.0,
        "options": {"expires": 55, "queue": "jobs"},
    },
    "readings": {
        "task": "roles.forget_readings",
        "schedule": crontab(minute="20", hour="2"),
        "options": {"expires": 12 * 3600, "queue": "mail"},
    },
    # Sunday night, when no school works; beat makes up for a night on which it did not run.
    "files": {
        "task": "documents.check_files",
        "schedule": crontab(minute="40", hour="1", day_of_week="sun"),
        "options": {"expires": 24 * 3600, "queue": "jobs"},
    },
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")

SENDING_FROZEN = env.bool("KORD_FREEZE", default=False)  # a restored backup sends nothing until a person lifts it

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("KORD_LOG_LEVEL", default="INFO")},
    # A queue of files has no host; kombu warns of that at every connection.
    "loggers": {"kombu.connection": {"level": "ERROR" if EMBEDDED else "NOTSET"}},
}
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # config.middleware.SecurityHeadersMiddleware sends X-Frame-Options and frame-ancestors
    "security.W005",  # other names below the municipality's domain are not ours to decide about
    "security.W021",  # nor is the browsers' preload list
]
