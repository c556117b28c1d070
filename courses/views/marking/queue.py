"""What learners handed in, longest waiting first."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from assessments.enums import HandInState
from assessments.models import Assignment
from courses.models import Course, Lesson
from courses.operations.marking import handed_in_to
from courses.policy import rights_of

PAGE = 25
STATES = [HandInState.HANDED_IN, HandInState.AGAIN, HandInState.ACCEPTED]


class HandInQueue(WagtailAdminTemplateMixin, TemplateView):
    """For who writes courses; `?state=`, `?course=` and `?assignment=` narrow it."""

    template_name = "courses/admin/hand_ins.html"
    page_title = gettext_lazy("Hand-ins")
    header_icon = "edit"
    http_method_names = ("get", "head")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        person: Any = request.user
        if not (person.is_superuser or rights_of(person).courses):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": _("Hand-ins")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = handed_in_to(self.request.user)
        courses = Course.objects.filter(lessons__public_id__in=mine.values("lesson")).distinct().order_by("title", "pk")
        assignments = Assignment.objects.filter(pk__in=mine.values("assignment")).order_by("title", "pk")
        state = self._asked("state", [str(one) for one in STATES]) or str(HandInState.HANDED_IN)
        course = self._asked("course", [str(one.public_id) for one in courses])
        assignment = self._asked("assignment", [str(one.public_id) for one in assignments])
        found = mine.filter(state=state).select_related("learner", "brief", "assignment")
        if course:
            found = found.filter(lesson__in=Lesson.objects.filter(course__public_id=UUID(course)).values("public_id"))
        if assignment:
            found = found.filter(assignment__public_id=UUID(assignment))
        order = "handed_in_at" if state == HandInState.HANDED_IN else "-returned_at"
        page = Paginator(found.order_by(order, "pk"), PAGE).get_page(self.request.GET.get("p"))
        lessons = Lesson.objects.filter(public_id__in=[one.lesson for one in page]).select_related("course")
        titles = {lesson.public_id: lesson.course.title for lesson in lessons}
        return super().get_context_data(
            **kwargs,
            page=page,
            rows=[(one, titles.get(one.lesson, "")) for one in page],
            state=state,
            states=[(str(one), one.label) for one in STATES],
            courses=courses,
            course=course,
            assignments=assignments,
            assignment=assignment,
        )

    def _asked(self, name: str, known: list[str]) -> str:
        """What the address asks for, if there is such a thing to ask for."""
        asked = self.request.GET.get(name, "")
        return asked if asked in known else ""
