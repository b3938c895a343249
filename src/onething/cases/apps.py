"""Django's name for this room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases: their tables."""

    name = "onething.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
