"""Who may open a page of the review, and the frame all of them stand in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from courses.models import Course, CourseSubmission
from courses.operations.reviewers import is_author, is_reviewer, may_decide
from kit.errors import DomainError, InvalidInput


class ReviewPage(WagtailAdminTemplateMixin, TemplateView):
    """A page of the review in the admin's own frame."""

    header_icon = "clipboard-list"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; what stands in the address is read where it is needed, not given to the template."""
        return self.render_to_response(self.get_context_data())

    def trail(self) -> list[dict[str, Any]]:
        """What the breadcrumbs add to Home; the last one is this page."""
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, *self.trail()]


class ForReviewers(View):
    """Only reviewers and administrators; for others the page does not exist."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not is_reviewer(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class OfCourse(View):
    """A view about the course named in the address: for its authors and for reviewers, a 404 for anybody else."""

    @cached_property
    def course(self) -> Course:
        return _visible(Course.objects.select_related("owner").filter(public_id=self.kwargs["course_id"]), self.request)

    @cached_property
    def is_author(self) -> bool:
        return is_author(self.request.user, self.course)


class OfSubmission(View):
    """A view about the submission named in the address: for the course's authors and reviewers, else a 404."""

    @cached_property
    def submission(self) -> CourseSubmission:
        public_id: UUID = self.kwargs["submission_id"]
        found = (
            CourseSubmission.objects.select_related("course__owner", "submitted_by", "decided_by")
            .filter(public_id=public_id)
            .first()
        )
        if found is None:
            raise Http404
        _visible(Course.objects.filter(pk=found.course_id), self.request)
        return found

    @cached_property
    def may_decide(self) -> bool:
        return may_decide(self.request.user, self.submission.course)

    @cached_property
    def is_author(self) -> bool:
        return is_author(self.request.user, self.submission.course)


class ReviewAction(View):
    """A button: does one operation, says what came of it, and goes back."""

    http_method_names = ["post"]
    done: Any = gettext_lazy("Done.")

    def act(self) -> None:
        raise NotImplementedError

    def back(self) -> str:
        return reverse("review_queue")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.act()
        except InvalidInput as error:
            messages.error(request, " ".join(word for words in error.fields.values() for word in words) or str(error))
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, str(self.done))
        return redirect(self.back())


def queue_crumb(request: HttpRequest) -> list[dict[str, Any]]:
    """The queue, for those who may open it."""
    return [{"url": reverse("review_queue"), "label": _("Reviews")}] if is_reviewer(request.user) else []


def _visible(found: Any, request: HttpRequest) -> Course:
    course: Course | None = found.first()
    if course is None or not (is_reviewer(request.user) or is_author(request.user, course)):
        raise Http404
    return course
