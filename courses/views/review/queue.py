"""What waits for reviewers, and what was decided lately."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.enums import SubmissionState
from courses.models import CourseSubmission
from courses.operations.reviewers import may_decide
from courses.views.review.base import ForReviewers, ReviewPage

PAGE = 25


class ReviewQueue(ForReviewers, ReviewPage):
    """Submissions in review, longest waiting first; `?state=` shows others, latest first."""

    template_name = "courses/review/queue.html"
    page_title = gettext_lazy("Reviews")

    def trail(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": _("Reviews")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("state", "")
        state = asked if asked in SubmissionState.values else SubmissionState.SUBMITTED.value
        found = CourseSubmission.objects.filter(state=state).select_related("course__owner", "submitted_by")
        ordered = found.order_by("submitted_at" if state == SubmissionState.SUBMITTED else "-decided_at", "pk")
        page = Paginator(ordered, PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            **kwargs,
            page=page,
            own={each.pk for each in page if not may_decide(self.request.user, each.course)},
            state=state,
            states=[(choice.value, choice.label) for choice in SubmissionState],
        )
