"""Django's name for this room."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Papers and who holds them: their tables."""

    name = "onething.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"
