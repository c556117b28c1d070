"""Who gets which part of what a course brings, as its rights-holders agreed (REQUIREMENTS D6)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import SplitState
from courses.models.course import Course
from kit import clock
from kit.ids import PublicIdField


class RightsSplit(models.Model):
    """A division of what a course brings, proposed by its owner. Kept as history; orders freeze the one that holds.

    The database lets it hold only when every part is agreed to, and its parts sum to everything.
    """

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="rights_splits")
    state = models.CharField(max_length=10, choices=SplitState.choices, default=SplitState.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("division of shares")
        verbose_name_plural = _("divisions of shares")
        constraints = [
            models.UniqueConstraint(
                fields=["course"], condition=models.Q(state=SplitState.AGREED), name="one_division_of_a_course_holds"
            ),
            models.UniqueConstraint(
                fields=["course"],
                condition=models.Q(state=SplitState.PROPOSED),
                name="one_division_of_a_course_is_proposed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course}: {self.get_state_display()}"


class RightsPart(models.Model):
    """One person's part, in hundredths of a percent; nothing for somebody who is asked to give theirs up."""

    split = models.ForeignKey(RightsSplit, on_delete=models.CASCADE, related_name="parts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    basis_points = models.PositiveIntegerField()
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["split", "person"], name="person_has_one_part_of_a_division"),
            models.CheckConstraint(
                condition=models.Q(basis_points__lte=10_000), name="part_of_a_division_is_at_most_everything"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.basis_points / 100:g} %"
