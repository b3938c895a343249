"""Language and text size: kept in cookies, for the same page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from onething.base.texts import LANGUAGES
from onething.channels.portal.page import SIZES, go, way_on

YEAR_SECONDS = 365 * 86_400
CHOICES = {"language": LANGUAGES, "size": SIZES}


@require_GET
def settings_page(request: HttpRequest) -> HttpResponse:
    """Remember a choice and go back to where it was made."""
    response = go(way_on(request, request.GET.get("next", ""), "/"))
    for name, allowed in CHOICES.items():
        value = request.GET.get(name, "")
        if value in allowed:
            response.set_cookie(name, value, max_age=YEAR_SECONDS, httponly=True, samesite="Lax")
    return response
