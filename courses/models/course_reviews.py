"""What learners say of a course (REQUIREMENTS C9). Triggers keep `CourseFigures` equal to the reviews that count."""

from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from kit import clock
from kit.ids import PublicIdField


class CourseReviewQuerySet(models.QuerySet["CourseReview"]):
    def shown(self) -> Self:
        """Reviews that everybody reads and that count: neither taken back by their author nor hidden."""
        return self.filter(deleted_at=None, hidden_at=None)


class CourseReview(models.Model):
    """A learner's review. One row for a learner and a course: taken back and written anew it is the same row.

    So a review that moderation has hidden stays hidden, whatever its author does to it.
    """

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="reviews")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="course_reviews")
    stars = models.PositiveSmallIntegerField(_("stars"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    text = models.TextField(_("text"), max_length=5000, blank=True)
    created_at = models.DateTimeField(_("written"), default=clock.now)
    edited_at = models.DateTimeField(_("edited"), null=True)
    deleted_at = models.DateTimeField(_("taken back"), null=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True)
    hidden_reason = models.TextField(blank=True)
    answer = models.TextField(_("answer"), max_length=5000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = CourseReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("course review")
        verbose_name_plural = _("course reviews")
        constraints = [
            models.UniqueConstraint(fields=["course", "learner"], name="learner_reviews_a_course_once"),
            models.CheckConstraint(condition=models.Q(stars__range=(1, 5)), name="review_has_one_to_five_stars"),
            models.CheckConstraint(
                condition=models.Q(answer="") | models.Q(answered_at__isnull=False), name="answered_review_has_a_date"
            ),
        ]
        indexes = [
            models.Index(
                fields=["course", "-created_at", "-id"],
                condition=models.Q(deleted_at=None, hidden_at=None),
                name="reviews_of_a_course_newest",
            ),
            models.Index(
                fields=["course", "-stars", "-id"],
                condition=models.Q(deleted_at=None, hidden_at=None),
                name="reviews_of_a_course_best",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course}: {self.stars}"

    @property
    def is_shown(self) -> bool:
        return self.deleted_at is None and self.hidden_at is None


class CourseReviewVersion(models.Model):
    """What a review said before it was edited."""

    review = models.ForeignKey(CourseReview, on_delete=models.CASCADE, related_name="versions")
    stars = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    written_at = models.DateTimeField()
    replaced_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.review}: {self.replaced_at:%Y-%m-%d}"
