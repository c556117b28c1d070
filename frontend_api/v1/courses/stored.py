"""Sending stored JSON as it is: bytes put together, with the ETag that the reader may already hold."""

from django.http import HttpRequest, HttpResponse

# What everybody gets may be kept by anyone but asked for again each time: price and access change at once.
PUBLIC = "public, max-age=0, must-revalidate"
PRIVATE = "private, no-cache"
LONGEST_ETAG = 200


def known_etag(request: HttpRequest) -> str:
    """The one ETag that the reader says it holds, without quotes and weakness; empty for none or several."""
    tag = request.META.get("HTTP_IF_NONE_MATCH", "").strip().removeprefix("W/")
    return tag.strip('"') if len(tag) <= LONGEST_ETAG else ""


def stored_response(document: str | None, etag: str, *, live: str | None = None, is_public: bool) -> HttpResponse:
    """`{"document": …, "live": …}`, or 304 where `document` is None because the reader has it already."""
    if document is None:
        response = HttpResponse(status=304)
        del response.headers["Content-Type"]
    elif live is None:
        response = HttpResponse(f'{{"document":{document}}}', content_type="application/json")
    else:
        response = HttpResponse(f'{{"document":{document},"live":{live}}}', content_type="application/json")
    response.headers["ETag"] = f'"{etag}"'
    response.headers["Cache-Control"] = PUBLIC if is_public else PRIVATE
    response.headers["Vary"] = "Authorization"
    return response


def wanted_language(request: HttpRequest) -> str:
    """`language` of the query: preferred where there are several."""
    return request.GET.get("language", "")[:10]
