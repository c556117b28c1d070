"""What a learner writes and hands in, and what a teacher says of it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessments.enums import HandInState, WorkKind
from assessments.models.assignments import Assignment
from assessments.models.briefs import Brief
from kit import clock
from kit.ids import PublicIdField

LONGEST_TEXT = 50_000
LONGEST_FEEDBACK = 10_000
OPEN = [HandInState.DRAFT, HandInState.HANDED_IN]
GIVEN_BACK = [HandInState.ACCEPTED, HandInState.AGAIN]


class HandIn(models.Model):
    """One round of a learner's work for an assignment, bound to the brief that it answers.

    `edition` counts what was kept, so that two windows do not undo each other. `due_at` and `days_late` are settled
    when it is handed in; `given` are the points of the teacher, `points` those that are left of them where it was
    late. `marks` has the level of each criterion. A trigger keeps what was handed in, and its states in their order.
    """

    public_id = PublicIdField()
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="hand_ins")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="hand_ins")
    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="hand_ins")
    lesson = models.UUIDField(help_text="The public id of the lesson that asks for it.")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=HandInState, default=HandInState.DRAFT)
    edition = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True)
    begun_at = models.DateTimeField(default=clock.now)
    kept_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    days_late = models.PositiveIntegerField(default=0)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    marks = models.JSONField(default=dict, blank=True)
    given = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    points = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    most_points = models.DecimalField(max_digits=8, decimal_places=2)
    feedback = models.TextField(blank=True)

    class Meta:
        # A comparison with nothing holds for a check, so each says that there is something.
        constraints = [
            models.UniqueConstraint(fields=["learner", "assignment", "number"], name="hand_in_has_a_number_of_its_own"),
            models.UniqueConstraint(
                fields=["learner", "assignment"], condition=Q(state__in=OPEN), name="learner_has_one_round_open"
            ),
            models.CheckConstraint(condition=Q(state__in=HandInState.values), name="hand_in_is_in_a_state"),
            models.CheckConstraint(
                condition=Q(state=HandInState.DRAFT, handed_in_at=None)
                | Q(~Q(state=HandInState.DRAFT), handed_in_at__isnull=False, handed_in_at__gte=F("begun_at")),
                name="hand_in_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, returned_at=None, returned_by=None, points=None, given=None)
                | Q(
                    state__in=GIVEN_BACK,
                    returned_at__isnull=False,
                    returned_at__gte=F("handed_in_at"),
                    returned_by__isnull=False,
                ),
                name="hand_in_is_given_back_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=HandInState.ACCEPTED) | Q(points__isnull=False), name="accepted_work_has_points"
            ),
            models.CheckConstraint(
                condition=Q(points=None, given=None)
                | Q(points__gte=0, points__lte=F("given"), given__isnull=False, given__lte=F("most_points")),
                name="hand_in_has_at_most_all_points",
            ),
        ]
        indexes = [
            models.Index(fields=["lesson", "state", "handed_in_at"], name="hand_ins_of_a_lesson"),
            models.Index(fields=["learner", "state"], name="hand_ins_of_a_learner"),
        ]

    def __str__(self) -> str:
        return f"{self.brief} ({self.number})"

    @property
    def is_given_back(self) -> bool:
        return self.state in GIVEN_BACK


class HandInFile(models.Model):
    """A file of a round: a film, or a document that is a sound or something to read.

    A trigger keeps the files of what was handed in.
    """

    public_id = PublicIdField()
    hand_in = models.ForeignKey(HandIn, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=WorkKind)
    film = models.OneToOneField(
        "media.Video", on_delete=models.PROTECT, null=True, blank=True, related_name="handed_in_as"
    )
    document = models.OneToOneField(
        "media.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="handed_in_as"
    )
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=WorkKind.VIDEO, film__isnull=False, document=None)
                | Q(kind__in=[WorkKind.FILES, WorkKind.SOUND], film=None, document__isnull=False),
                name="file_of_work_is_of_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return str(self.medium)

    @property
    def medium(self) -> Any:
        return self.film or self.document
