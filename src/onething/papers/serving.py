"""Hands a paper out over HTTP so that nothing in it can act on the page that shows it."""

from django.http import FileResponse

from onething.papers.kinds import MEDIA_TYPES
from onething.papers.store import open_for


def paper_response(digest: str, name: str = "", *, inline: bool = False) -> FileResponse:
    """Answer with a paper. Who may read it was decided by the caller. Raises NotFound."""
    paper, file = open_for(digest)
    ending = next(kind for kind, media_type in MEDIA_TYPES.items() if media_type == paper.media_type)
    filename = name or f"{digest[:12]}.{ending}"
    response = FileResponse(file, as_attachment=not inline, filename=filename, content_type=paper.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
