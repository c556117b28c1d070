"""The questions of one's courses, those first that nobody has answered."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from courses.models import Course
from courses.policy import rights_of
from discussions.access import desk_of, waiting_for
from discussions.documents import with_words
from discussions.models import Answer, Question

PAGE = 25
WAITING, UNSOLVED, ALL = "waiting", "unsolved", "all"
STATES = [(WAITING, gettext_lazy("Unanswered")), (UNSOLVED, gettext_lazy("Unsolved")), (ALL, gettext_lazy("All"))]


def in_state(state: str, person: Any) -> QuerySet[Question]:
    """What waits longest comes first; of all of them the newest do."""
    if state == ALL:
        return desk_of(person).order_by("-created_at", "-pk")
    if state == UNSOLVED:
        accepted = Answer.objects.filter(question=OuterRef("pk"), accepted_at__isnull=False)
        open_ones = desk_of(person).filter(closed_at=None, deleted_at=None)
        return open_ones.exclude(Exists(accepted)).order_by("created_at", "pk")
    return waiting_for(person).order_by("created_at", "pk")


class QuestionQueue(WagtailAdminTemplateMixin, TemplateView):
    """For who writes courses; `?state=`, `?course=` and `?q=` narrow it."""

    template_name = "discussions/queue.html"
    page_title = gettext_lazy("Questions")
    header_icon = "help"
    http_method_names = ("get", "head")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        person: Any = request.user
        if not (person.is_superuser or rights_of(person).courses):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": _("Questions")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.request.user
        asked_in = desk_of(person).values("lesson__course")
        courses = Course.objects.filter(pk__in=asked_in).order_by("title", "pk")
        state = self._asked("state", [name for name, _label in STATES]) or WAITING
        course = self._asked("course", [str(one.public_id) for one in courses])
        words = self.request.GET.get("q", "").replace("\0", "").strip()[:200]
        found = with_words(in_state(state, person), words).select_related("asker", "lesson__course")
        if course:
            found = found.filter(lesson__course__public_id=UUID(course))
        page = Paginator(found, PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            **kwargs, page=page, state=state, states=STATES, courses=courses, course=course, words=words
        )

    def _asked(self, name: str, known: list[str]) -> str:
        """What the address asks for, if there is such a thing to ask for."""
        asked = self.request.GET.get(name, "")
        return asked if asked in known else ""
