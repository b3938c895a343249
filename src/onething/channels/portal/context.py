"""What every template knows of the page."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest

from onething.channels.portal.page import SIZES, language_of, person_of, size_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give what the frame of a page needs; touches neither session nor database."""
    language, size = language_of(request), size_of(request)
    back = request.get_full_path() if request.method == "GET" else request.path
    other = "en" if language == "zh" else "zh"
    return {
        "language": language,
        "lang": "zh-CN" if language == "zh" else "en",
        "size": size,
        "sizes": [(name, f"/settings?size={name}&next={quote(back)}") for name in SIZES if name != size],
        "other_language": other,
        "language_address": f"/settings?language={other}&next={quote(back)}",
    }


def page(request: HttpRequest) -> dict[str, Any]:
    """Django's context processor: the frame and who is signed in."""
    return {"page": {**frame(request), "person": person_of(request)}}
