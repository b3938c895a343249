"""All addresses: the department contract and the portal."""

from django.urls import include, path

from onething.channels.api.urls import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("onething.channels.portal.urls")),
]
handler404 = "onething.channels.portal.errors.not_found"
handler403 = "onething.channels.portal.errors.forbidden"
handler500 = "onething.channels.portal.errors.broken"
