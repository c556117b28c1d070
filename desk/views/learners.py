"""The learners of a course: the list, one of them, who is stuck where, and both as CSV."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import TemplateView, View

from courses.models import Cohort, Course, Enrolment
from courses.operations.choosing_cohorts import move_learner
from desk.documents.learners import USUAL_DAYS, Group, cohorts_of, lines_of, seats_of
from desk.documents.lessons import standings_of
from desk.documents.one_learner import sheet_of
from desk.exporters import write_learners, write_progress
from desk.forms import CohortForm, GroupForm
from desk.views import OfCourse
from kit.errors import DomainError

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
            cohorts=cohorts_of(self.course),
            page_obj=page,
            lines=lines_of(list(page), lessons),
            asked=asked.urlencode(),
            **kwargs,
        )


class LearnerOfCourse(OfCourse, TemplateView):
    """GET shows what they did in the course; POST puts them into another cohort."""

    template_name = "desk/learner.html"
    http_method_names = ["get", "head", "post"]

    @cached_property
    def seat(self) -> Enrolment:
        seats = Enrolment.objects.open().filter(course=self.course).select_related("learner", "course", "cohort")
        return get_object_or_404(seats, public_id=self.kwargs["seat_id"])

    def get_page_title(self) -> str:
        return self.seat.learner.display_name or str(gettext_lazy("A learner without a name"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = CohortForm(cohorts=self.cohorts, initial={"cohort": self.seat.cohort and self.seat.cohort.public_id})
        return super().get_context_data(
            seat=self.seat, sheet=sheet_of(self.seat), form=form, cohorts=self.cohorts, **kwargs
        )

    @cached_property
    def cohorts(self) -> list[Cohort]:
        return list(self.course.cohorts.filter(cancelled_at=None))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = CohortForm(request.POST, cohorts=self.cohorts)
        if form.is_valid():
            try:
                move_learner(self.course, self.seat, UUID(form.cleaned_data["cohort"]), actor=request.user)
            except DomainError as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, gettext("Moved. They are told."))
        return redirect("learner_of_course", self.course.public_id, self.seat.public_id)


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
