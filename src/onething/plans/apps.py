"""Django's name for this room."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans: the table of releases."""

    name = "onething.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
