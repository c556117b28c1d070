"""What a review is made of: the task in Wagtail's workflow, the checklist, the comments (DESIGN 3)."""

from typing import Any, Self

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from accounts.enums import Role
from courses.enums import ChecklistVerdict
from courses.models.course import Course
from courses.models.submissions import CourseSubmission
from kit import clock
from kit.ids import PublicIdField

SETTLING_VERDICTS = (ChecklistVerdict.MET, ChecklistVerdict.NOT_NEEDED)


class CourseReviewTask(Task):
    """The one step of the review workflow, so that Wagtail's reports and history show it.

    Decisions are taken on our review pages, by `courses.operations.submissions`, never through Wagtail's own views:
    those know one page, and a decision is about a whole course. Authors are not locked out meanwhile, for what
    they handed in is a copy.
    """

    class Meta:
        verbose_name = _("course review")
        verbose_name_plural = _("course reviews")

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return False

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return False

    def get_actions(self, obj: Any, user: Any) -> list[Any]:
        return []

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **options: Any) -> None:
        """Refuse: no door of Wagtail's decides about a course."""
        raise PermissionDenied

    def get_task_states_user_can_moderate(self, user: Any, **options: Any) -> Any:
        if user.has_role(Role.REVIEWER) or user.has_role(Role.ADMINISTRATOR):
            return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return TaskState.objects.none()

    @classmethod
    def get_description(cls) -> str:
        return str(_("Reviewers decide about a course as a whole."))


class ChecklistItemQuerySet(models.QuerySet["ChecklistItem"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def unanswered_in(self, submission: CourseSubmission) -> Self:
        """Required items that keep `submission` from being approved: unmet or not looked at yet."""
        settled = ChecklistAnswer.objects.filter(
            submission=submission, item=models.OuterRef("pk"), verdict__in=SETTLING_VERDICTS
        )
        return self.active().filter(~models.Exists(settled), is_required=True)


class ChecklistItem(models.Model):
    """A question every reviewer works through. Administrators keep the list; old answers keep their wording."""

    question = models.CharField(_("question"), max_length=200)
    help_text = models.CharField(_("explanation"), max_length=400, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    is_required = models.BooleanField(
        _("must be met"), default=True, help_text=_("A course cannot be approved while this is unmet or open.")
    )
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ChecklistItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("checklist item")
        verbose_name_plural = _("checklist items")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.question


class ChecklistAnswer(models.Model):
    """What a reviewer found about one item in one submission, with the question as it read then."""

    submission = models.ForeignKey(CourseSubmission, on_delete=models.CASCADE, related_name="checklist_answers")
    item = models.ForeignKey(ChecklistItem, on_delete=models.SET_NULL, null=True, related_name="answers")
    question = models.CharField(max_length=200)
    verdict = models.CharField(max_length=10, choices=ChecklistVerdict.choices)
    remark = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "item"], name="checklist_item_is_answered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.get_verdict_display()}"


class ReviewCommentQuerySet(models.QuerySet["ReviewComment"]):
    def open(self) -> Self:
        return self.filter(resolved_at=None)


class ReviewComment(models.Model):
    """A remark on the spot: on a page of the submission, or on one block of it.

    `page_id` is no foreign key, like that of a frozen node; both empty means the course as a whole.
    """

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="review_comments")
    submission = models.ForeignKey(CourseSubmission, on_delete=models.CASCADE, related_name="comments")
    page_id = models.BigIntegerField(null=True)
    block_id = models.CharField(max_length=40, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("comment"), max_length=4000)
    written_at = models.DateTimeField(default=clock.now)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    objects = ReviewCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("review comment")
        verbose_name_plural = _("review comments")
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(block_id="") | models.Q(page_id__isnull=False),
                name="comment_on_a_block_names_its_page",
            ),
            models.CheckConstraint(
                condition=models.Q(resolved_at=None, resolved_by=None)
                | models.Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="resolved_comment_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
