"""Django's settings, all from the environment. Nothing here depends on a place: a node serves the region it is told.

DATABASE_URL names the PostgreSQL; ONETHING_HOME the folder for papers and keys; ONETHING_SECRET the secret that
signs sessions and keys person hashes; ONETHING_REGION the region whose pages are shown (GB/T 2260).
"""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from onething.base.errors import Invalid, Problem
from onething.run.home import home_folder, home_secret


def database(url: str) -> dict[str, object]:
    """Read a postgresql:// address into Django's terms. Raises Invalid (run.database_url) for anything else."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise Invalid(Problem("run.database_url"))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


HOME = home_folder()
REGION = os.environ.get("ONETHING_REGION", "500000")
SECRET_KEY = home_secret(HOME)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ONETHING_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
DATABASES = {"default": database(os.environ.get("DATABASE_URL", "postgresql:///onething"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "onething.plans",
    "onething.cases",
    "onething.people",
    "onething.papers",
    "onething.exchange",
    "onething.channels.portal",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "onething.channels.portal.middleware.PortalMiddleware",
]
ROOT_URLCONF = "onething.run.urls"
WSGI_APPLICATION = "onething.run.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "onething.channels.portal.context.page",
            ],
        },
    }
]
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["onething.people.demo.DemoIdentityProvider"]
LOGIN_URL = "/sign-in"
CSRF_FAILURE_VIEW = "onething.channels.portal.errors.expired"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
LANGUAGE_CODE = "zh-hans"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("ONETHING_LOG", "WARNING")},
}
