"""Turns errors into pages and keeps personal pages out of every cache."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from onething.base.errors import OneThingError
from onething.channels.portal.errors import of_error

API = "/api/"


class PortalMiddleware:
    """Wraps every page of the portal; the contract of the departments answers for itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        response = self.get_response(request)
        if not request.path.startswith(API):
            response.headers.setdefault("Cache-Control", "no-store")
            patch_vary_headers(response, ("Cookie", "HX-Request"))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show a page for what people can do something about; anything else is Django's 500."""
        if isinstance(exception, OneThingError) and not request.path.startswith(API):
            return of_error(request, exception)
        return None
