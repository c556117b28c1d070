"""What an author asks, and by which rules it is answered (REQUIREMENTS C6)."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import RevisionMixin
from wagtail.search import index

from assessments.blocks import QuestionsField
from assessments.enums import AnswersShown
from content.blocks.rich_text import SHORT_FEATURES
from kit import clock
from kit.ids import PublicIdField

MOST_ATTEMPTS = 100
LONGEST_WAIT_MINUTES = 30 * 24 * 60
LONGEST_TIME_LIMIT_MINUTES = 24 * 60

_DRAW = "jsonb_build_array(jsonb_build_object('type', 'draw', 'value', jsonb_build_object('bank', %(expressions)s)))"


class QuizQuerySet(models.QuerySet["Quiz"]):
    def drawing_from(self, bank: Any) -> "QuizQuerySet":
        """Those whose questions, as they are now, name the bank: by its primary key, or an expression for it."""
        listed = models.Func(Cast(bank, models.BigIntegerField()), template=_DRAW, output_field=models.JSONField())
        return self.alias(stored=Cast("questions", models.JSONField())).filter(stored__contains=listed)


class Quiz(RevisionMixin, index.Indexed, models.Model):
    """Questions as their author has them now. Learners are asked what was handed in with a course: a `Paper`."""

    public_id = PublicIdField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="quizzes",
        editable=False,
        verbose_name=_("owner"),
    )
    title = models.CharField(_("title"), max_length=200)
    introduction = RichTextField(
        _("introduction"), blank=True, features=SHORT_FEATURES, help_text=_("What learners read before they begin.")
    )
    questions = QuestionsField(verbose_name=_("questions"), blank=True)
    pass_percent = models.PositiveSmallIntegerField(
        _("pass mark in percent"), default=60, validators=[MaxValueValidator(100)]
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_ATTEMPTS)],
        help_text=_("How often one may try. Empty: as often as one likes."),
    )
    wait_minutes = models.PositiveIntegerField(
        _("minutes between attempts"), default=0, validators=[MaxValueValidator(LONGEST_WAIT_MINUTES)]
    )
    time_limit_minutes = models.PositiveSmallIntegerField(
        _("minutes to answer"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_TIME_LIMIT_MINUTES)],
        help_text=_("Empty: no limit. What was answered by then is handed in."),
    )
    shuffles_questions = models.BooleanField(_("questions in another order for each attempt"), default=False)
    answers_shown = models.CharField(
        _("right answers are shown"), max_length=20, choices=AnswersShown, default=AnswersShown.AFTER_ATTEMPT
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = QuizQuerySet.as_manager()

    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        # The policy narrows a search to the quizzes that a person may see.
        index.FilterField("id"),
        index.FilterField("owner"),
    ]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(pass_percent__lte=100), name="quiz_pass_mark_is_a_share"),
            models.CheckConstraint(
                condition=models.Q(answers_shown__in=AnswersShown.values), name="quiz_shows_answers_in_a_known_way"
            ),
        ]

    def __str__(self) -> str:
        return self.title
