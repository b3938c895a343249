"""Which language a program wants its errors in."""

from django.http import HttpRequest

from onething.base.texts import Language


def language_of(request: HttpRequest) -> Language:
    """Give `en` when Accept-Language prefers English to Chinese, else `zh`."""
    best: tuple[float, Language] = (0.0, "zh")
    for part in request.headers.get("Accept-Language", "").split(","):
        tag, _, weight = part.strip().partition(";")
        quality = _quality(weight)
        if quality > best[0] and tag.lower().startswith(("zh", "en")):
            best = (quality, "en" if tag.lower().startswith("en") else "zh")
    return best[1]


def _quality(weight: str) -> float:
    if not weight:
        return 1.0
    try:
        return float(weight.strip().removeprefix("q="))
    except ValueError:
        return 0.0
