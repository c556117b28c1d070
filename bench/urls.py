"""The project's addresses and one more: the floor that every budget is measured against."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as project_urlpatterns
from courses.models import LessonDocument


def floor(request: HttpRequest, pk: int) -> HttpResponse:
    """One SELECT by key and its whole text as the answer: the least that a page of this project can cost."""
    body = LessonDocument.objects.values_list("body", flat=True).get(pk=pk)
    return HttpResponse(body, content_type="application/json")


urlpatterns = [path("bench/floor/<int:pk>", floor), *project_urlpatterns]
