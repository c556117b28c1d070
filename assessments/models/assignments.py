"""Work that an author asks for, and by which rules it is handed in and marked (REQUIREMENTS C7)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin
from wagtail.search import index

from assessments.blocks.rubric import BriefField, RubricField
from assessments.enums import LateRule, PeerMarks
from kit import clock
from kit.ids import PublicIdField

MOST_FILES = 10
MOST_DAYS = 1000
MOST_ROUNDS = 100
MOST_POINTS = 1000
MOST_PEER_REVIEWS = 10
MOST_PEER_DAYS = 90


class Assignment(RevisionMixin, index.Indexed, models.Model):
    """Work as its author asks for it now. Learners are asked what was handed in with a course: a `Brief`."""

    public_id = PublicIdField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="assignments",
        editable=False,
        verbose_name=_("owner"),
    )
    title = models.CharField(_("title"), max_length=200)
    brief = BriefField(verbose_name=_("what learners do"), blank=True)
    master_clip = models.ForeignKey(
        "media.Video",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("master clip"),
        help_text=_("How it is done. It stands beside the films of learners when you mark them."),
    )
    takes_text = models.BooleanField(_("a text"), default=True)
    takes_files = models.BooleanField(_("files"), default=False, help_text=_("PDF, scores, sheets."))
    takes_sound = models.BooleanField(_("a sound"), default=False)
    takes_video = models.BooleanField(_("a film"), default=False)
    most_files = models.PositiveSmallIntegerField(
        _("files at the most"), default=3, validators=[MinValueValidator(1), MaxValueValidator(MOST_FILES)]
    )
    points = models.PositiveSmallIntegerField(
        _("points"),
        default=10,
        validators=[MaxValueValidator(MOST_POINTS)],
        help_text=_("The most that one can reach. With a rubric its levels say it."),
    )
    due_days = models.PositiveSmallIntegerField(
        _("due so many days after joining"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
    )
    due_on = models.DateTimeField(
        _("due on"), null=True, blank=True, help_text=_("With both, the later counts: who joins late has their days.")
    )
    late_rule = models.CharField(_("what is late"), max_length=20, choices=LateRule, default=LateRule.TAKEN)
    late_percent_per_day = models.PositiveSmallIntegerField(
        _("percent off for each day"), default=10, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    late_percent_most = models.PositiveSmallIntegerField(
        _("percent off at the most"), default=50, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    resubmissions = models.PositiveSmallIntegerField(
        _("further rounds"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_ROUNDS)],
        help_text=_("How often you may ask to do it again. Empty: as often as you like."),
    )
    rubric = RubricField(verbose_name=_("rubric"), blank=True)
    peer_reviews = models.PositiveSmallIntegerField(
        _("reviews by fellow learners"),
        default=0,
        db_default=0,
        validators=[MaxValueValidator(MOST_PEER_REVIEWS)],
        help_text=_("How many each learner gives and gets, without names. 0: none. They see texts, sounds and films."),
    )
    peer_days = models.PositiveSmallIntegerField(
        _("days for a review"),
        default=7,
        db_default=7,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEER_DAYS)],
    )
    peer_marks = models.CharField(
        _("marks of fellow learners"),
        max_length=20,
        choices=PeerMarks,
        default=PeerMarks.HELP,
        db_default=PeerMarks.HELP,
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        # The policy narrows a search to the assignments that a person may see.
        index.FilterField("id"),
        index.FilterField("owner"),
    ]

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(late_rule__in=LateRule.values), name="assignment_has_a_known_late_rule"),
            models.CheckConstraint(
                condition=Q(late_percent_per_day__lte=100, late_percent_most__lte=100),
                name="assignment_takes_a_share_off",
            ),
            models.CheckConstraint(
                condition=Q(peer_reviews__lte=MOST_PEER_REVIEWS, peer_days__gte=1, peer_marks__in=PeerMarks.values),
                name="assignment_has_known_rules_for_peers",
            ),
        ]

    def __str__(self) -> str:
        return self.title
