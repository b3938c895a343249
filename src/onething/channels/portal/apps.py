"""Django's name for this room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The portal has no tables of its own."""

    name = "onething.channels.portal"
    label = "portal"
