"""What the public reads: JSON ready to be sent, made from approved submissions alone (DESIGN 4)."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from courses.enums import LessonAccess
from courses.models.course import Course, Lesson
from courses.models.submissions import CourseSubmission
from kit import clock


class PublishedQuerySet(models.QuerySet):
    def live(self) -> Self:
        """The documents that the public is being shown, not those still being built."""
        return self.filter(is_live=True)


def _weighed(column: str, weight: str) -> models.Func:
    return models.Func(
        models.F(column), template=f"setweight(to_tsvector('simple'::regconfig, %(expressions)s), '{weight}')"
    )


# The words of a course by weight. “simple” keeps them as they are written: courses come in every language.
WORDS = models.Func(
    _weighed("title", "A"),
    _weighed("producer_name", "B"),
    _weighed("summary", "C"),
    _weighed("search_text", "D"),
    arg_joiner=" || ",
    template="%(expressions)s",
)


class CourseDocument(models.Model):
    """A published course in one language: columns to find it by, and its page, card and outline as stored JSON.

    `body`, `card` and `outline` are JSON texts sent as they are. `hash` covers all three.
    """

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="documents")
    submission = models.ForeignKey(CourseSubmission, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    is_live = models.BooleanField(default=False)
    requires = ArrayField(
        models.UUIDField(), default=list, db_default=[], help_text=_("Courses that have to be finished before joining.")
    )

    title = models.CharField(max_length=255)
    summary = models.CharField(max_length=200, blank=True)
    search_text = models.TextField(blank=True, help_text=_("What search reads: description, outcomes, chapters."))
    category = models.ForeignKey("taxonomy.Category", on_delete=models.PROTECT, null=True, related_name="+")
    level = models.ForeignKey("taxonomy.Level", on_delete=models.PROTECT, null=True, related_name="+")
    styles = ArrayField(models.CharField(max_length=80), default=list, help_text=_("Slugs of styles."))
    tags = ArrayField(models.CharField(max_length=100), default=list)
    producer_name = models.CharField(max_length=80)
    lesson_count = models.PositiveIntegerField(default=0)
    needed_count = models.PositiveIntegerField(
        null=True, help_text=_("Lessons without which it is not finished; null is all of them.")
    )
    duration_minutes = models.PositiveIntegerField(default=0)
    trigrams = ArrayField(models.CharField(max_length=3), default=list)
    words = models.GeneratedField(
        expression=WORDS, output_field=SearchVectorField(), db_persist=True, help_text=_("What full-text search reads.")
    )

    card = models.TextField()
    body = models.TextField()
    outline = models.TextField()
    hash = models.CharField(max_length=64)
    built_at = models.DateTimeField(default=clock.now)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "language"],
                condition=models.Q(is_live=True),
                name="course_has_one_live_document_per_language",
            ),
            models.UniqueConstraint(
                fields=["course", "language", "submission"],
                name="course_document_is_built_once_per_submission",
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="course_documents_by_words"),
            GinIndex(fields=["trigrams"], name="course_documents_by_trigrams"),
        ]

    def __str__(self) -> str:
        return self.title


class LessonDocument(models.Model):
    """A published lesson in one language. `body` is JSON text sent as it is; `source` says what it was made from.

    The database's function `courses_opening` says of a lesson and a seat what keeps it closed (ADR 0057).
    """

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="documents")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="lesson_documents")
    language = models.CharField(max_length=10)
    is_live = models.BooleanField(default=False)
    access = models.CharField(max_length=10, choices=LessonAccess.choices)
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=255)
    body = models.TextField()
    hash = models.CharField(max_length=64)
    source = models.CharField(
        max_length=64, help_text=_("Hash of the frozen text, its place and the version of the renderer.")
    )
    papers = ArrayField(
        models.BigIntegerField(), default=list, db_default=[], help_text=_("Primary keys of the quizzes' papers.")
    )
    required_quizzes = ArrayField(
        models.BigIntegerField(), default=list, db_default=[], help_text=_("Quizzes to pass before it is complete.")
    )
    briefs = ArrayField(
        models.BigIntegerField(), default=list, db_default=[], help_text=_("Primary keys of the assignments' briefs.")
    )
    required_assignments = ArrayField(
        models.BigIntegerField(),
        default=list,
        db_default=[],
        help_text=_("Assignments whose work has to be accepted before it is complete."),
    )
    opens_at = models.DateTimeField(null=True, help_text=_("Closed to learners until then."))
    opens_after_days = models.PositiveIntegerField(null=True, help_text=_("Closed for so many days of a seat."))
    opens_after = ArrayField(
        models.BigIntegerField(), default=list, db_default=[], help_text=_("Lessons to be done before it opens.")
    )
    is_optional = models.BooleanField(
        default=False, db_default=False, help_text=_("The course is finished without it.")
    )
    built_at = models.DateTimeField(default=clock.now)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "language"],
                condition=models.Q(is_live=True),
                name="lesson_has_one_live_document_per_language",
            ),
            models.UniqueConstraint(
                fields=["lesson", "language", "source"], name="lesson_document_is_built_once_per_source"
            ),
        ]
        indexes = [models.Index(fields=["course", "position"], name="lesson_documents_in_order")]

    def __str__(self) -> str:
        return self.title


class CourseFigures(models.Model):
    """The small part of a published course that changes without being published: price, rating, learners.

    `version` grows with every change and is part of the ETag. Operations and triggers keep it; nothing reads drafts.
    """

    course = models.OneToOneField(Course, on_delete=models.CASCADE, related_name="figures", primary_key=True)
    price_minor = models.BigIntegerField(default=0)
    price_currency = models.CharField(max_length=3, default="EUR")
    price_before_minor = models.BigIntegerField(
        null=True, help_text=_("During a sale: the lowest price of the thirty days before it, where that was higher.")
    )
    sale_ends_at = models.DateTimeField(null=True)
    price_least_minor = models.BigIntegerField(null=True, help_text=_("Where learners choose what they pay."))
    price_most_minor = models.BigIntegerField(null=True)
    price_from_minor = models.GeneratedField(
        expression=Coalesce("price_least_minor", "price_minor"),
        output_field=models.BigIntegerField(),
        db_persist=True,
        help_text=_("The least that it can be had for, by which it is found and ordered."),
    )
    other_prices = models.JSONField(
        default=list, db_default=[], help_text=_("In further currencies, as they are sent.")
    )
    learner_count = models.PositiveIntegerField(default=0)
    rating_count = models.PositiveIntegerField(default=0)
    rating_sum = models.PositiveIntegerField(default=0)
    stars_1 = models.PositiveIntegerField(default=0)
    stars_2 = models.PositiveIntegerField(default=0)
    stars_3 = models.PositiveIntegerField(default=0)
    stars_4 = models.PositiveIntegerField(default=0)
    stars_5 = models.PositiveIntegerField(default=0)
    rating_hundredths = models.GeneratedField(
        expression=models.Case(
            models.When(rating_count=0, then=models.Value(0)),
            default=models.F("rating_sum") * 100 / models.F("rating_count"),
        ),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
        help_text=_("The average, 435 for 4.35; none is 0."),
    )
    version = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    rating_count=models.F("stars_1")
                    + models.F("stars_2")
                    + models.F("stars_3")
                    + models.F("stars_4")
                    + models.F("stars_5")
                ),
                name="rating_count_is_the_sum_of_its_stars",
            ),
        ]
        indexes = [
            models.Index(fields=["-learner_count", "-course"], name="courses_by_popularity"),
            models.Index(fields=["-rating_hundredths", "-course"], name="courses_by_rating"),
            models.Index(fields=["price_from_minor", "course"], name="courses_by_least_price"),
        ]

    def __str__(self) -> str:
        return f"{self.course}: {self.rating_count}"
