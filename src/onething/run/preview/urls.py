"""The addresses of a preview."""

from django.urls import path

from onething.channels.portal import preferences
from onething.run.preview import pages

urlpatterns = [
    path("", pages.shelf),
    path("things/<slug:thing>", pages.thing_page),
    path("version", pages.version),
    path("settings", preferences.settings_page),
]
handler404 = "onething.channels.portal.errors.not_found"
handler500 = "onething.channels.portal.errors.broken"
