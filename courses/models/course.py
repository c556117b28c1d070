"""The identity of what is taught: rows that outlive pages, translations, moves and removals (DESIGN 2)."""

import secrets
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from courses.enums import OPEN_STATES, AuthorState, Availability, LessonAccess
from courses.models.opening import IsOpenTo
from courses.models.places import PlacesInCohorts
from kit import clock
from kit.ids import PublicIdField


def reads_everything(person: Any) -> bool:
    """Administrators and reviewers read every course."""
    return bool(person.is_authenticated and (person.has_role(Role.ADMINISTRATOR) or person.has_role(Role.REVIEWER)))


def _may_read_anything(person: Any) -> bool:
    return not person.is_authenticated or person.is_active


class CourseQuerySet(models.QuerySet["Course"]):
    def published(self) -> Self:
        """Courses whose page anyone may read."""
        return self.filter(availability=Availability.PUBLISHED)

    def for_sale(self) -> Self:
        """What visitors are not refused now, prices apart; the set twin of `refuse_unless_for_sale` for them."""
        has_seats = models.Q(seat_limit=None) | models.Q(seats_taken__lt=models.F("seat_limit"))
        in_cohorts = models.Q(joins_by_cohort=False) | models.Q(places=None) | models.Q(places__gt=0)
        courses = self.published().filter(has_seats, is_paused=False)
        return courses.alias(places=PlacesInCohorts(models.F("pk"))).filter(in_cohorts)

    def editable_by(self, person: object) -> Self:
        """Courses the person owns or co-authors; the set twin of `courses.access.can_edit_course`."""
        pk = getattr(person, "pk", None)
        accepted = CourseAuthor.objects.filter(course=models.OuterRef("pk"), person=pk, state=AuthorState.ACCEPTED)
        return self.filter(models.Q(owner=pk) | models.Exists(accepted))

    def joined_by(self, person: object) -> Self:
        """Courses in which the person has an open seat."""
        return self.filter(enrolments__learner=getattr(person, "pk", None), enrolments__state__in=OPEN_STATES)

    def readable_by(self, person: Any) -> Self:
        """Courses whose public page the person may read; the set twin of `courses.access.can_read_course`.

        Published ones are for everybody. Archived ones stay for those who are in them. Withdrawn and unpublished ones
        are for their authors, reviewers and administrators.
        """
        if not _may_read_anything(person):
            return self.none()
        if reads_everything(person):
            return self
        if not person.is_authenticated:
            return self.published()
        mine = Course.objects.editable_by(person).values("pk")
        joined = Course.objects.joined_by(person).filter(availability=Availability.ARCHIVED).values("pk")
        return self.filter(
            models.Q(availability=Availability.PUBLISHED) | models.Q(pk__in=mine) | models.Q(pk__in=joined)
        )


class Course(models.Model):
    """A course, whatever its drafts and languages are just now. Prices, seats, learners and reviews hang here."""

    public_id = PublicIdField()
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=255, help_text=_("As the draft calls it now."))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="courses_owned",
        verbose_name=_("owner"),
    )
    availability = models.CharField(
        _("availability"), max_length=12, choices=Availability.choices, default=Availability.UNPUBLISHED
    )
    is_paused = models.BooleanField(
        _("paused"),
        default=False,
        db_default=False,
        editable=False,
        help_text=_("Its owner has paused teaching: nobody new joins. Kept by the database alone."),
    )
    is_featured = models.BooleanField(_("featured"), default=False)
    in_plans = models.BooleanField(
        _("part of all-access plans"), default=False, db_default=False, help_text=_("Open to who has a plan.")
    )
    joins_by_cohort = models.BooleanField(
        _("joined in cohorts"), default=False, db_default=False, help_text=_("Who joins chooses a cohort.")
    )
    seat_limit = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    seats_taken = models.PositiveIntegerField(default=0, editable=False)
    published_submission = models.ForeignKey(
        "courses.CourseSubmission",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seat_limit=None) | models.Q(seats_taken__lte=models.F("seat_limit")),
                name="course_seats_are_not_oversold",
            ),
            models.CheckConstraint(
                condition=~models.Q(availability=Availability.PUBLISHED) | models.Q(published_submission__isnull=False),
                name="published_course_has_a_published_submission",
            ),
        ]
        indexes = [models.Index(fields=["-first_published_at", "-id"], name="courses_newest_first")]
        permissions = [("review_course", "Can review courses")]

    def __str__(self) -> str:
        return self.title

    @property
    def public_title(self) -> str:
        """What learners know it by: the title it is published under, which the draft's may have left behind."""
        live = self.documents.filter(is_live=True).order_by("pk").values_list("title", flat=True).first()
        return live or self.title

    @property
    def is_full(self) -> bool:
        return self.seat_limit is not None and self.seats_taken >= self.seat_limit


def new_course_slug(title: str) -> str:
    """An address for a new course: its title and a token, so that it never depends on (or tells of) other courses."""
    return f"{slugify(title)[:100] or 'course'}-{secrets.token_hex(4)}"


class CourseAuthor(models.Model):
    """A person whom the owner asked to write the course too; counts once accepted.

    Who left stays as a row: the pictures they brought until then go on to be shown in what is published.
    """

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="course_authorships")
    state = models.CharField(max_length=10, choices=AuthorState.choices, default=AuthorState.INVITED)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)
    accepted_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("co-author")
        verbose_name_plural = _("co-authors")
        constraints = [
            models.UniqueConstraint(fields=["course", "person"], name="person_is_co_author_once"),
            models.CheckConstraint(
                condition=~models.Q(state=AuthorState.LEFT) | models.Q(left_at__isnull=False),
                name="author_who_left_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.course}"


class LessonQuerySet(models.QuerySet["Lesson"]):
    def readable_by(self, person: Any) -> Self:
        """Lessons whose published text the person may read; the set twin of `courses.access.can_read_lesson`."""
        if not _may_read_anything(person):
            return self.none()
        if reads_everything(person):
            return self
        previews = models.Q(
            pk__in=Lesson.objects.filter(documents__is_live=True, documents__access=LessonAccess.PREVIEW).values("pk"),
            course__availability=Availability.PUBLISHED,
        )
        if not person.is_authenticated:
            return self.filter(previews)
        learning = models.Q(
            course__in=Course.objects.joined_by(person).values("pk"),
            course__availability__in=[Availability.PUBLISHED, Availability.ARCHIVED],
            pk__in=Lesson.objects.filter(documents__is_live=True).values("pk"),
        ) & models.Q(IsOpenTo(models.F("pk"), person.pk))
        mine = models.Q(course__in=Course.objects.editable_by(person).values("pk"))
        return self.filter(previews | learning | mine)


class Lesson(models.Model):
    """A lesson, whatever page carries it. Progress and notes point here and keep it from being lost."""

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="lessons")
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = LessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def __str__(self) -> str:
        return str(self.public_id)
