"""The buttons of a review: the decision, the checklist, comments. Each does one operation and goes back."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.enums import ChecklistVerdict
from courses.errors import PublishingMomentUnclear
from courses.models import ChecklistItem, ReviewComment
from courses.operations import review_comments, submissions
from courses.operations.reviewers import is_author, is_reviewer
from courses.views.review.base import OfSubmission, ReviewAction


class OnSubmission(OfSubmission, ReviewAction):
    def back(self) -> str:
        return reverse("review_submission", args=[self.submission.public_id])


class ApproveSubmission(OnSubmission):
    done: Any = gettext_lazy("Approved. It is being published.")

    def act(self) -> None:
        publish_at = self._publish_at()
        submissions.approve(
            self.submission,
            actor=self.request.user,
            publish_at=publish_at,
            comment=self.request.POST.get("comment", ""),
        )
        if publish_at:
            self.done = _("Approved. It will be published at the moment you chose.")

    def _publish_at(self) -> datetime | None:
        """The moment chosen, in the time zone the admin shows; empty is at once."""
        if not (asked := self.request.POST.get("publish_at", "").strip()):
            return None
        try:
            moment: datetime = forms.DateTimeField().clean(asked)
        except forms.ValidationError as error:
            raise PublishingMomentUnclear({"publish_at": list(error.messages)}) from error
        if moment <= timezone.now():
            raise PublishingMomentUnclear({"publish_at": [_("Choose a moment to come, or leave it empty.")]})
        return moment


class AskForChanges(OnSubmission):
    done = gettext_lazy("The authors were asked for changes.")

    def act(self) -> None:
        submissions.ask_for_changes(
            self.submission, actor=self.request.user, comment=self.request.POST.get("comment", "")
        )


class RejectSubmission(OnSubmission):
    done = gettext_lazy("Rejected.")

    def act(self) -> None:
        submissions.reject(self.submission, actor=self.request.user, reason=self.request.POST.get("comment", ""))


class WithdrawSubmission(OnSubmission):
    done = gettext_lazy("Withdrawn from review.")

    def act(self) -> None:
        submissions.withdraw(self.submission, actor=self.request.user)

    def back(self) -> str:
        return reverse("course_review", args=[self.submission.course.public_id])


class AnswerChecklist(OnSubmission):
    """All items at once, as the form shows them; those left open stay open."""

    done = gettext_lazy("The checklist was saved.")

    def act(self) -> None:
        for item in ChecklistItem.objects.active():
            verdict = self.request.POST.get(f"verdict-{item.pk}", "")
            if verdict in ChecklistVerdict.values:
                review_comments.answer_checklist(
                    self.submission,
                    item,
                    ChecklistVerdict(verdict),
                    actor=self.request.user,
                    remark=self.request.POST.get(f"remark-{item.pk}", ""),
                )

    def back(self) -> str:
        return f"{super().back()}#checklist"


class WriteComment(OnSubmission):
    done = gettext_lazy("Your comment was added.")

    @cached_property
    def page_id(self) -> int | None:
        asked = self.request.POST.get("page_id", "")
        return int(asked) if asked.isdigit() and len(asked) < 19 else None

    def act(self) -> None:
        review_comments.comment(
            self.submission,
            actor=self.request.user,
            text=self.request.POST.get("text", ""),
            page_id=self.page_id,
            block_id=self.request.POST.get("block_id", "")[:40],
        )

    def back(self) -> str:
        if self.page_id is None:
            return f"{super().back()}#comments"
        return reverse("review_page", args=[self.submission.public_id, self.page_id]) + "#comments"


class SettleComment(ReviewAction):
    """Resolve a comment, or take it up again with `reopen` in the form."""

    done = gettext_lazy("The comment was updated.")

    @cached_property
    def remark(self) -> ReviewComment:
        found = ReviewComment.objects.select_related("course", "submission").filter(public_id=self.kwargs["comment_id"])
        remark = found.first()
        user: Any = self.request.user
        if remark is None or not (is_reviewer(user) or is_author(user, remark.course)):
            raise Http404
        return remark

    def act(self) -> None:
        if "reopen" in self.request.POST:
            review_comments.reopen_comment(self.remark, actor=self.request.user)
        else:
            review_comments.resolve_comment(self.remark, actor=self.request.user)

    def back(self) -> str:
        if self.request.POST.get("from") == "course":
            return reverse("course_review", args=[self.remark.course.public_id])
        if self.remark.page_id is None:
            return reverse("review_submission", args=[self.remark.submission.public_id]) + "#comments"
        return reverse("review_page", args=[self.remark.submission.public_id, self.remark.page_id]) + "#comments"
