"""Settings, from the environment only.

`.env.example` lists every variable with its default and its meaning; a house
test compares the two. Without any variable this is one office on one machine:
SQLite, no Redis, plain HTTP on the loopback address.
"""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.databases import database
from config.environment import mail_settings, stated_environment
from config.logs import logging_settings
from config.secrets import kept_secret

BASE_DIR = Path(__file__).resolve().parent.parent

env = stated_environment(BASE_DIR / ".env")

# --- Where things are -------------------------------------------------------

VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))
SECRET_KEY = env.str("SECRET_KEY", "") or kept_secret(VAR_DIR / "secret_key")
DEBUG = env.bool("DEBUG", False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "tracker",
    "articles",
    "tracker.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "django_tables2",
    "django_htmx",
    "django_structlog",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "tracker.ui.headers.HeadersMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tracker.ui.language.ChosenLanguageMiddleware",
    "tracker.ui.views.ApiErrorMiddleware",
    "tracker.ui.requests.StrictQueryMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "tracker.history.origin.OriginMiddleware",
    "tracker.people.middleware.StaffSessionMiddleware",
    "tracker.tokens.middleware.TokenMiddleware",
    "tracker.people.middleware.GateMiddleware",
    "tracker.savedviews.middleware.OpeningViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    # Inside the log's: a busy moment is no failure.
    "tracker.ui.views.BusyFileMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tracker.navigation.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

# --- Database ---------------------------------------------------------------

DATABASES = {
    "default": database(
        env.str("DATABASE_URL", ""),
        VAR_DIR / "tracker.sqlite3",
        env.int("DATABASE_CONN_MAX_AGE", 60),
    )
}
if DATABASES["default"]["ENGINE"] == "config.sqlite":
    VAR_DIR.mkdir(parents=True, exist_ok=True)

# --- Cache: one process's own memory, or Redis shared by several -------------

REDIS_URL = env.str("REDIS_URL", "")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            # A silent Redis must not hold a page.
            "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- Background work: the table of jobs, a relay, and workers where there is Redis ---

# A job whose process gives no sign of life for this long is begun anew.
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", 12)
# A job that was handed on and that no worker has begun for this long is handed on anew.
JOB_REHAND_SECONDS = env.int("JOB_REHAND_SECONDS", 30)
# Jobs that a relay without Redis does at the same time.
JOB_PROCESSES = env.int("JOB_PROCESSES", 2)
# How the relay hands a job to the workers.
JOB_QUEUE = "config.celery.hand_on"

# --- People -----------------------------------------------------------------

AUTH_USER_MODEL = "tracker.User"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "desk"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # refuses before anything is hashed
    "tracker.people.backends.RolesBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
# Passwords hashed at the same time by one process; who comes above that is asked to try again.
HASHING_PLACES = env.int("HASHING_PLACES", 2)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "tracker.people.checks.TrivialPasswordValidator"},
]
# standard: long, and not what guessers try. gbt (GB/T 22239): also three of four kinds of signs,
# and a new one every 90 days.
PASSWORD_PROFILE = env.str("PASSWORD_PROFILE", "standard")
_STRICT = PASSWORD_PROFILE.lower() == "gbt"
PASSWORD_DAYS = 90 if _STRICT else 0
if _STRICT:
    AUTH_PASSWORD_VALIDATORS.append({"NAME": "tracker.people.checks.KindsOfSignsValidator"})

# Passwords before the present one that cannot be chosen again; 0 lets every one.
PASSWORD_HISTORY = max(0, env.int("PASSWORD_HISTORY", 5))

# Roles that must have a second factor; they set it up when they first sign in. An empty value
# means the default here as everywhere, so "none" is said in a word; a demonstration says it.
SECOND_FACTOR_ROLES = env.list(
    "SECOND_FACTOR_ROLES",
    default=["county_office", "city_office", "system_admin", "security_admin", "auditor"],
)
if SECOND_FACTOR_ROLES == ["none"]:
    SECOND_FACTOR_ROLES = []
OTP_TOTP_ISSUER = "五星支部"

# A session ends after this long without a request, and after this long in all.
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", 30)
SESSION_HOURS = env.int("SESSION_HOURS", 10)
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Failures are counted in the database, for each account and network address together.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the log of every change holds this already
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "tracker.access.network.client_address"
# With BEHIND_PROXY: how many proxies of ours; each appends an address to X-Forwarded-For.
PROXY_COUNT = env.int("PROXY_COUNT", 1)

# --- Language and time ------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "tracker.ui.formats"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
# No separator up to four digits, and larger numbers are written with 万 and 亿.
USE_THOUSAND_SEPARATOR = False

# --- Uploads: several hundred pages at once, each judged by its contents -----

DATA_UPLOAD_MAX_NUMBER_FILES = 300
# Of a form without its files: a pasted page has 100,000 characters at most.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- Static files -----------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Pages name files by their contents; nobody asks for the plain names.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Security ---------------------------------------------------------------

HTTPS = env.bool("HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# A list kept in browsers, hard to leave again, and for all names of the domain.
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", False)
# W021 wants every HTTPS site on that list; the owner of the domain decides. W002 wants
# AxesMiddleware; our own view answers a locked account, in its own words.
SILENCED_SYSTEM_CHECKS = ["security.W021", "axes.W002"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- The tracker ------------------------------------------------------------

# The area whose dashboard is the first page, and whose name the site carries.
HOME_AREA = env.str("HOME_AREA", "4108")
# Where `export_head` writes down the end of the log; best on another machine's disk.
HISTORY_HEAD_FILE = Path(env.str("HISTORY_HEAD_FILE", "") or VAR_DIR / "history" / "heads.txt")
# Characters of a page's text that the passport of a figure shows to everyone; 0 shows none.
# A text is somebody's copyright: the operator decides. Never more than 80.
PUBLIC_EXCERPT_CHARACTERS = env.int("PUBLIC_EXCERPT_CHARACTERS", 0)
# Every page of a demonstration says that it is one.
DEMO = env.bool("DEMO", False)
# Footer slots. Empty means "not given": never a made-up number or emblem.
SITE_OWNER = env.str("SITE_OWNER", "")
SITE_OPERATOR = env.str("SITE_OPERATOR", "")
SITE_ICP = env.str("SITE_ICP", "")
SITE_POLICE_FILING = env.str("SITE_POLICE_FILING", "")
SITE_CODE = env.str("SITE_CODE", "")
SITE_APP_FILING = env.str("SITE_APP_FILING", "")
SITE_CONTACT = env.str("SITE_CONTACT", "")

# --- Notices: how they leave the site ---------------------------------------

# Without a mail server e-mail is offered to nobody.
EMAIL_URL = env.str("EMAIL_URL", "")
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if EMAIL_URL:
    globals().update(mail_settings(EMAIL_URL))
EMAIL_TIMEOUT = 10  # seconds
MAIL_FROM = env.str("MAIL_FROM", "tracker@localhost")
# Where the links of what is sent lead; empty, they are paths without a host.
SITE_URL = env.str("SITE_URL", "")
# Hosts of group chats that notices may be posted to, over HTTPS alone.
ROBOT_HOSTS = env.list(
    "ROBOT_HOSTS", default=["qyapi.weixin.qq.com", "oapi.dingtalk.com", "open.feishu.cn"]
)

# --- Lists ------------------------------------------------------------------

DJANGO_TABLES2_TEMPLATE = "ui/table.html"
FILTERS_EMPTY_CHOICE_LABEL = None

# --- The interface for programs ---------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["tracker.api.gate.GateAuthentication"],
    # The gate asks for the right of each address, the actions for that of each row.
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["tracker.api.gate.StrictJson"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "tracker.api.gate.AlwaysJson",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "tracker.api.handling.answer_to",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Five-Star branch tracker",
    "DESCRIPTION": "The lists and single changes of the site for programs. What a program may "
    "read and do is what the owner of its token may.",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}

# --- Logs -------------------------------------------------------------------

LOG_LEVEL = env.str("LOG_LEVEL", "WARNING")
LOGGING = logging_settings(LOG_LEVEL)
