"""Pages of the producer's desk: for those who write the course; for anybody else it does not exist."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from courses.models import Course
from courses.policy import rights_of
from desk.access import taught_by


class ForThoseWhoTeach(WagtailAdminTemplateMixin, View):
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        person: Any = request.user
        if not person.is_superuser and not rights_of(person).courses:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("desk"), "label": _("Desk")},
            {"url": "", "label": self.get_page_title()},
        ]


class OfCourse(WagtailAdminTemplateMixin, View):
    """A page about the learners of the course named in the address."""

    header_icon = "group"

    @cached_property
    def course(self) -> Course:
        course = taught_by(self.request.user).filter(public_id=self.kwargs["course_id"]).first()
        if course is None:
            raise Http404
        return course

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.course  # noqa: B018 - looked up before anything else is done
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = reverse("learners", args=[self.course.public_id])
        return [
            *self.breadcrumbs_items,
            {"url": reverse("desk"), "label": _("Desk")},
            {"url": here, "label": self.course.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(course=self.course, **kwargs)
