"""The learners of a course: the list, one of them, who is stuck where, and both as CSV."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from courses.models import Course, Enrolment
from desk.documents.learners import USUAL_DAYS, Group, lines_of, seats_of
from desk.documents.lessons import standings_of
from desk.documents.one_learner import sheet_of
from desk.exporters import write_learners, write_progress
from desk.forms import GroupForm
from desk.views import OfCourse

SHOWN_AT_ONCE = 50


class Learners(OfCourse, TemplateView):
    template_name = "desk/learners.html"
    page_title = gettext_lazy("Learners")
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = GroupForm(self.request.GET)
        seats, lessons = seats_of(self.course, form.group(), form.order_asked())
        page = Paginator(seats, SHOWN_AT_ONCE).get_page(self.request.GET.get("p"))
        asked = self.request.GET.copy()
        asked.pop("p", None)
        return super().get_context_data(
            form=form,
            group=form.group(),
            order=form.order_asked(),
            lessons=lessons,
            page_obj=page,
            lines=lines_of(list(page), lessons),
            asked=asked.urlencode(),
            **kwargs,
        )


class LearnerOfCourse(OfCourse, TemplateView):
    template_name = "desk/learner.html"
    http_method_names = ["get", "head"]

    @cached_property
    def seat(self) -> Enrolment:
        seats = Enrolment.objects.open().filter(course=self.course).select_related("learner", "course")
        return get_object_or_404(seats, public_id=self.kwargs["seat_id"])

    def get_page_title(self) -> str:
        return self.seat.learner.display_name or str(gettext_lazy("A learner without a name"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(seat=self.seat, sheet=sheet_of(self.seat), **kwargs)


class LessonStandings(OfCourse, TemplateView):
    """Who is stuck where."""

    template_name = "desk/lessons.html"
    page_title = gettext_lazy("Who is stuck where")
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = GroupForm({"days": self.request.GET.get("days", USUAL_DAYS)})
        days = form.group().days
        return super().get_context_data(days=days, standings=standings_of(self.course, days=days), **kwargs)


EXPORTS: dict[str, Callable[[Course, Group, str], Iterator[str]]] = {
    "learners": write_learners,
    "progress": write_progress,
}


class Export(OfCourse, View):
    """What the list shows just now, whole."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, course_id: Any, what: str) -> StreamingHttpResponse:
        if what not in EXPORTS:
            raise Http404
        form = GroupForm(request.GET)
        name = f"{slugify(self.course.title) or 'course'}-{what}.csv"
        return StreamingHttpResponse(
            EXPORTS[what](self.course, form.group(), form.order_asked()),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
