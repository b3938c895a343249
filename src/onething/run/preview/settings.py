"""Django's settings for a preview: the portal's pages and nothing that could touch a database."""

from onething.run.settings import *
from onething.run.settings import INSTALLED_APPS, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "onething.run.preview"]
DATABASES = {"default": {"ENGINE": "django.db.backends.dummy"}}
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "onething.channels.portal.middleware.PortalMiddleware",
]
ROOT_URLCONF = "onething.run.preview.urls"
TEMPLATES = [
    {
        **TEMPLATES[0],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "onething.channels.portal.context.page",
            ]
        },
    }
]
