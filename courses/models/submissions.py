"""A course as it was handed in: a copy that no later edit, move or deletion reaches (DESIGN 3)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import NodeKind, SubmissionState
from courses.models.course import Course, Lesson
from kit import clock
from kit.ids import PublicIdField


class CourseSubmissionQuerySet(models.QuerySet["CourseSubmission"]):
    def in_review(self) -> Self:
        return self.filter(state=SubmissionState.SUBMITTED)

    def approved(self) -> Self:
        return self.filter(state=SubmissionState.APPROVED)


class CourseSubmission(models.Model):
    """One version of a whole course, frozen when it was handed in, and what became of it."""

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(
        _("state"), max_length=15, choices=SubmissionState.choices, default=SubmissionState.SUBMITTED
    )
    note = models.TextField(_("note to the reviewer"), max_length=2000, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_comment = models.TextField(blank=True)
    publish_at = models.DateTimeField(
        _("publish at"), null=True, blank=True, help_text=_("Not before this moment; empty for at once.")
    )
    workflow_state = models.ForeignKey(
        "wagtailcore.WorkflowState", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = CourseSubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["course", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="submission_number_is_used_once"),
            models.UniqueConstraint(
                fields=["course"],
                condition=models.Q(state=SubmissionState.SUBMITTED),
                name="course_has_one_submission_in_review",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=SubmissionState.APPROVED) | models.Q(decided_at__isnull=False),
                name="approved_submission_was_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course} {self.number}"


class FrozenContent(models.Model):
    """The text of one page, stored once however many submissions hold it; its key is its SHA-256."""

    sha = models.BinaryField(primary_key=True, max_length=32)
    content = models.JSONField()

    def __str__(self) -> str:
        return bytes(self.sha).hex()[:12]


class FrozenNode(models.Model):
    """One page of a submission: where it stood and which text it had. `page_id` is no foreign key: pages may go."""

    submission = models.ForeignKey(CourseSubmission, on_delete=models.CASCADE, related_name="nodes")
    page_id = models.BigIntegerField()
    parent_page_id = models.BigIntegerField(null=True)
    position = models.PositiveIntegerField(help_text=_("Order over the whole course, in reading order."))
    kind = models.CharField(max_length=10, choices=NodeKind.choices)
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, null=True, related_name="+")
    content = models.ForeignKey(FrozenContent, on_delete=models.PROTECT, related_name="+", db_column="sha")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "page_id"], name="submission_holds_a_page_once"),
            models.UniqueConstraint(fields=["submission", "position"], name="submission_has_one_page_at_a_position"),
            models.CheckConstraint(
                condition=models.Q(kind=NodeKind.LESSON, lesson__isnull=False)
                | models.Q(~models.Q(kind=NodeKind.LESSON), lesson=None),
                name="frozen_lesson_names_its_lesson",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.position}"
