"""Answers that are the same for everybody and were made just now."""

import hashlib
from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from frontend_api.renderers import dump
from frontend_api.v1.courses.stored import PUBLIC, known_etag


def public_answer(request: Request, body: Any) -> HttpResponse:
    """The body with an ETag over all of it; 304 where the reader has it already."""
    content = dump(body)
    etag = hashlib.sha256(content).hexdigest()
    if known_etag(request._request) == etag:
        response = HttpResponse(status=304)
        del response.headers["Content-Type"]
    else:
        response = HttpResponse(content, content_type="application/json")
    response.headers["ETag"] = f'"{etag}"'
    response.headers["Cache-Control"] = PUBLIC
    return response
