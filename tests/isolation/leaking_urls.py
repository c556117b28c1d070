"""The project's addresses and three that tell what they should not, each in its own way."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500, urlpatterns
from courses.models import LessonDocument
from kit.errors import NotFound
from media.access.rights import find_medium
from media.access.signing import sign

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def body(request: HttpRequest, public_id: UUID) -> HttpResponse:
    document = LessonDocument.objects.live().filter(lesson__public_id=public_id).first()
    return HttpResponse(document.body if document else "")


def header(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return HttpResponse("", headers={"X-Lesson": body(request, public_id).content.decode()[-300:]})


def file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    try:
        return HttpResponseRedirect(sign(find_medium(public_id).file.name))
    except NotFound:
        return HttpResponse("")


urlpatterns = [
    *urlpatterns,
    path("leaks/body/<uuid:public_id>", body),
    path("leaks/header/<uuid:public_id>", header),
    path("leaks/file/<uuid:public_id>", file),
]
