"""Django's name for this room."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Questions to registries: their tables."""

    name = "onething.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
