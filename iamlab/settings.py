"""Settings, all from the environment with safe defaults. README.md lists the variables."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# Everything one installation keeps: database, secret key, cache, collected static files.
DATA_DIR = Path(env("IAMLAB_DATA", default=str(BASE_DIR / ".data"))).expanduser().resolve()
SECRET_KEY_FILE = DATA_DIR / "secret_key"


def _secret_key() -> str:
    """Return the key of the environment or of the data folder, or "" where neither can be read (`quickstart` says)."""
    if key := env("SECRET_KEY", default=""):
        return key
    try:
        return SECRET_KEY_FILE.read_text(encoding="ascii").strip()
    except OSError:
        return ""


SECRET_KEY = _secret_key()
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Plain http has to work on a laptop, so what needs https is switched on by whoever serves it that way.
HTTPS = env.bool("IAMLAB_HTTPS", default=False)

INSTALLED_APPS = [
    "iamlab.home",
    "lessons.courses",
    "iamlab.sandbox",
    "iamlab.accounts",
    "lessons.library",
    "lessons.progress",
    "lessons.quizzes",
    "lessons.challenges",
    "lessons.interview",
    "iamlab",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "iamlab.http.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "iamlab.accounts.middleware.no_store",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "iamlab.urls"
WSGI_APPLICATION = "iamlab.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

if env("DATABASE_URL", default=""):
    DATABASES = {"default": env.db("DATABASE_URL")}
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "iamlab.sqlite3"}}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for a writer (WAL), and writers queue instead of failing halfway (IMMEDIATE).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;",
    }

# Rate limits count in the cache, so all server processes have to share it.
if env("CACHE_URL", default=""):
    CACHES = {"default": env.cache("CACHE_URL")}
else:
    CACHES = {
        "default": {
            "BACKEND": "iamlab.accounts.rate_cache.RateCache",
            "LOCATION": DATA_DIR / "cache",
            # Counting up begins the time anew, and a counter of requests is for one minute.
            "TIMEOUT": 60,
            # Two counters a minute for each visitor, and each write lists them all.
            "OPTIONS": {"MAX_ENTRIES": 2_000, "CULL_FREQUENCY": 10},
        }
    }

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Nobody else's pages show our files.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "uploads"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:home"

# Without EMAIL_URL messages go to the server's terminal, and pages don't promise mail.
MAIL_IS_CONFIGURED = bool(env("EMAIL_URL", default=""))
vars().update(env.email("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="IAM Lab <iamlab@localhost>")

ACCOUNT_ADAPTER = "iamlab.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "iamlab.accounts.forms.ChangeEmailForm",
    "change_password": "iamlab.accounts.forms.ChangePasswordForm",
    "login": "iamlab.accounts.forms.SignInForm",
    "reauthenticate": "iamlab.accounts.forms.ReauthenticateForm",
    "reset_password": "iamlab.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "iamlab.accounts.forms.NewPasswordForm",
    "signup": "iamlab.accounts.forms.SignUpForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional" if MAIL_IS_CONFIGURED else "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "IAM Lab: "
ACCOUNT_LOGOUT_REDIRECT_URL = "home:home"
ACCOUNT_USERNAME_MIN_LENGTH = 2
# A class of forty behind one school address signs up and in, and mistypes, within a minute.
ACCOUNT_RATE_LIMITS = {"signup": "60/m/ip", "login": "120/m/ip", "login_failed": "60/m/ip,5/5m/key"}
# Behind proxies, whose word to believe about who is asking: rate limits count by visitor.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("ALLAUTH_TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# An address is optional here, so a second factor can't wait for a confirmed one.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "IAM Lab"

SESSION_COOKIE_AGE = 90 * 24 * 60 * 60
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "iamlab.home.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 30 * 24 * 60 * 60
    # Whether other hosts of the domain speak https is not for this site to promise.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "INFO", "propagate": False}},
}
