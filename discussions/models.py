"""Questions in lessons, their answers, and what people make of them (REQUIREMENTS C15).

Triggers of the first migration count the answers and the votes, and refuse votes for one's own words.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Course, Lesson
from courses.models.kept import LONGEST_FILM_MS
from kit import clock
from kit.ids import PublicIdField
from notices.models import Notice

LONGEST_TITLE = 150
LONGEST_TEXT = 5000
MOST_MENTIONS = 10


def _person(name: str, **options: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name=name, **options)


class QuestionQuerySet(models.QuerySet["Question"]):
    def shown(self) -> Self:
        """What people read: not hidden, and where its asker took it back, only as long as answers hang on it."""
        return self.filter(models.Q(deleted_at=None) | models.Q(answer_count__gt=0), hidden_at=None)

    def asked(self) -> Self:
        """Those that still ask something."""
        return self.filter(deleted_at=None, hidden_at=None)

    def readable_by(self, person: Any) -> Self:
        """Shown questions of lessons in whose discussion the person takes part; administrators read all.

        The set twin of `discussions.access.can_read_discussion`.
        """
        if not (person.is_authenticated and person.is_active):
            return self.none()
        if person.is_superuser:
            return self.shown()
        part = Course.objects.editable_by(person).values("pk"), Course.objects.joined_by(person).values("pk")
        return self.shown().filter(
            models.Q(lesson__course__in=part[0]) | models.Q(lesson__course__in=part[1]),
            lesson__in=Lesson.objects.readable_by(person).values("pk"),
        )


class Question(models.Model):
    """What somebody asks in a lesson, perhaps at a moment of its film."""

    public_id = PublicIdField()
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="questions")
    asker = _person("questions_asked", verbose_name=_("asker"))
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT, blank=True)
    block = models.UUIDField(null=True, blank=True, help_text=_("The block of the lesson that holds the film."))
    at_ms = models.PositiveIntegerField(_("moment"), null=True, blank=True)
    answer_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    vote_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    is_pinned = models.BooleanField(_("pinned"), default=False, db_default=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    created_at = models.DateTimeField(_("asked"), default=clock.now)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_reason = models.TextField(blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="question_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(block=None, at_ms=None)
                | models.Q(block__isnull=False, at_ms__isnull=False, at_ms__lte=LONGEST_FILM_MS),
                name="question_is_at_a_moment_of_a_film_or_at_none",
            ),
        ]
        indexes = [
            models.Index(
                fields=["lesson", "-is_pinned", "-created_at", "-id"],
                condition=models.Q(hidden_at=None),
                name="questions_of_a_lesson_newest",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_asked(self) -> bool:
        return self.deleted_at is None and self.hidden_at is None


class AnswerQuerySet(models.QuerySet["Answer"]):
    def shown(self) -> Self:
        return self.filter(deleted_at=None, hidden_at=None)

    def ranked(self) -> Self:
        """With `is_accepted`, which their order begins with."""
        return self.annotate(
            is_accepted=models.ExpressionWrapper(
                models.Q(accepted_at__isnull=False), output_field=models.BooleanField()
            )
        )


class Answer(models.Model):
    """An answer to a question. At most one is accepted, and only one that can be read."""

    public_id = PublicIdField()
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    author = _person("answers_given", verbose_name=_("author"))
    text = models.TextField(_("text"), max_length=LONGEST_TEXT)
    vote_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    created_at = models.DateTimeField(_("written"), default=clock.now)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_reason = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True, blank=True, editable=False, help_text=_("When followers heard of it."))

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(
                fields=["question"],
                condition=models.Q(accepted_at__isnull=False),
                name="question_has_one_accepted_answer",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(deleted_at=None, hidden_at=None),
                name="accepted_answer_can_be_read",
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="answer_has_a_text"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_shown(self) -> bool:
        return self.deleted_at is None and self.hidden_at is None


class Vote(models.Model):
    """Somebody finds a question or an answer helpful. Their own words are not theirs to vote for."""

    person = _person("+")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, related_name="votes")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, null=True, related_name="votes")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(fields=["person", "question"], name="person_votes_for_a_question_once"),
            models.UniqueConstraint(fields=["person", "answer"], name="person_votes_for_an_answer_once"),
            models.CheckConstraint(
                condition=models.Q(question=None, answer__isnull=False) | models.Q(question__isnull=False, answer=None),
                name="vote_is_for_a_question_or_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.question or self.answer}"


class Following(models.Model):
    """Whether a person hears of new answers. Who stopped stays as a row, so that answering does not begin it again."""

    person = _person("+")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="followings")
    is_on = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("following")
        verbose_name_plural = _("followings")
        constraints = [
            models.UniqueConstraint(fields=["question", "person"], name="person_follows_a_question_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.question}"


class Mention(models.Model):
    """Somebody is named in a question, or in one of its answers, and was told so once."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="mentions")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, null=True, related_name="mentions")
    person = _person("+")

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "person"], condition=models.Q(answer=None), name="question_mentions_a_person_once"
            ),
            models.UniqueConstraint(fields=["answer", "person"], name="answer_mentions_a_person_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.answer or self.question}"


class Quotation(models.Model):
    """A notice with words of a question in it, or of one of its answers too. It is shown only as long as they are."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="quotations")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, null=True, related_name="quotations")
    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")

    def __str__(self) -> str:
        return f"{self.notice}: {self.answer or self.question}"
