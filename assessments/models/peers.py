"""Work that fellow learners review, and what they say of it. Neither learns who the other is."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value

from assessments.enums import PeerReviewState
from assessments.models.assignments import Assignment
from assessments.models.hand_ins import HandIn
from kit import clock
from kit.ids import PublicIdField

LONGEST_REVIEW = 5_000
MOST_REMARKS = 50
LONGEST_REMARK = 1_000


class PeerPool(models.Model):
    """Where the work for one assignment lies in one course, by its public id. Whoever gives work out holds it."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="pools")
    course = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "course"], name="course_has_one_pool")]

    def __str__(self) -> str:
        return str(self.assignment)


class PeerWork(models.Model):
    """The first round that a learner handed in, in the pool: it gets reviews, and its learner gives as many."""

    pool = models.ForeignKey(PeerPool, on_delete=models.PROTECT, related_name="works")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    hand_in = models.OneToOneField(HandIn, on_delete=models.PROTECT, related_name="peer_work")
    joined_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pool", "learner"], name="learner_is_in_a_pool_once")]

    def __str__(self) -> str:
        return str(self.hand_in)


class PeerReviewQuerySet(models.QuerySet["PeerReview"]):
    def waiting(self) -> "PeerReviewQuerySet":
        return self.filter(state=PeerReviewState.WAITING)

    def shown(self) -> "PeerReviewQuerySet":
        """Those that were given and are not hidden: these count."""
        return self.filter(state=PeerReviewState.GIVEN, hidden_at=None)


class PeerReview(models.Model):
    """One learner's review of another's work: asked for, then given or lapsed.

    `marks` has the level of each criterion, `remarks` what is said to moments: `file` by its public id, `at_ms`,
    `text`. While it waits, `draft` has these by name, and `edition` counts how often it was kept. Triggers keep what
    was given, and everybody from reviewing their own work or that of another pool.
    """

    public_id = PublicIdField()
    work = models.ForeignKey(PeerWork, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="peer_reviews")
    state = models.CharField(max_length=20, choices=PeerReviewState, default=PeerReviewState.WAITING)
    asked_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)
    marks = models.JSONField(default=dict, blank=True)
    points = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    most_points = models.DecimalField(max_digits=8, decimal_places=2)
    text = models.TextField(blank=True)
    remarks = models.JSONField(default=list, blank=True)
    draft = models.JSONField(default=dict, blank=True, db_default=Value({}, models.JSONField()))
    edition = models.PositiveIntegerField(default=0, db_default=0)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    hidden_because = models.TextField(blank=True)

    objects = PeerReviewQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["work", "reviewer"], name="learner_reviews_a_work_once"),
            models.CheckConstraint(condition=Q(state__in=PeerReviewState.values), name="peer_review_is_in_a_state"),
            models.CheckConstraint(
                condition=Q(state=PeerReviewState.GIVEN, given_at__isnull=False)
                | Q(~Q(state=PeerReviewState.GIVEN), given_at=None, points=None, text="", hidden_at=None),
                name="peer_review_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=PeerReviewState.WAITING) | Q(draft={}), name="peer_review_is_drafted_while_it_waits"
            ),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__gte=0, points__lte=F("most_points")),
                name="peer_review_has_at_most_all_points",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_by=None) | Q(hidden_at__isnull=False, hidden_by__isnull=False),
                name="peer_review_is_hidden_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["reviewer", "state"], name="peer_reviews_of_a_learner"),
            models.Index(
                fields=["due_at"], condition=Q(state=PeerReviewState.WAITING), name="peer_reviews_that_may_lapse"
            ),
        ]

    def __str__(self) -> str:
        return str(self.work)
