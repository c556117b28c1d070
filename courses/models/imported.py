"""What came from other systems and still waits for its form here."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from assessments.models import Quiz
from courses.enums import ImportState
from courses.models.course import Course, Lesson
from courses.models.pages import CoursePage
from kit import clock
from kit.ids import PublicIdField


class ImportedProblem(models.Model):
    """An exercise of an imported lesson in its own notation: one that has no form here, or waits for it."""

    public_id = PublicIdField()
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="imported_problems")
    source_path = models.CharField(max_length=500, help_text=_("Where it stood in the package."))
    position = models.PositiveIntegerField(help_text=_("Order within the lesson."))
    notation = models.CharField(max_length=20, default="olx")
    title = models.CharField(max_length=255, blank=True)
    source = models.TextField()
    files = models.JSONField(default=dict, help_text=_("Public ids of files, by what the source calls them."))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lesson", "source_path"], name="problem_is_imported_once_per_lesson"),
        ]

    def __str__(self) -> str:
        return self.title or self.source_path


class ImportSource(models.Model):
    """A package that a producer brought in before: importing it again finds the same draft."""

    producer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    identity = models.CharField(max_length=200, help_text=_("What the package calls itself, whatever its version."))
    course_page = models.ForeignKey(CoursePage, on_delete=models.CASCADE, related_name="import_sources")
    imported_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["producer", "identity"], name="package_is_one_draft_per_producer"),
        ]

    def __str__(self) -> str:
        return self.identity


class ImportedPage(models.Model):
    """Which chapter or lesson a path of the package became, and what was written there last."""

    source = models.ForeignKey(ImportSource, on_delete=models.CASCADE, related_name="pages")
    path = models.CharField(max_length=1000)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    content_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "path"], name="path_of_a_package_is_one_page"),
        ]

    def __str__(self) -> str:
        return self.path


class ImportedQuiz(models.Model):
    """Which quiz a path of the package became, and what was written there last."""

    source = models.ForeignKey(ImportSource, on_delete=models.CASCADE, related_name="quizzes")
    path = models.CharField(max_length=1000)
    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="+")
    content_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "path"], name="path_of_a_package_is_one_quiz"),
        ]

    def __str__(self) -> str:
        return self.path


class CourseImport(models.Model):
    """One package handed over in the admin: looked at first, brought in by a job when the producer says so."""

    public_id = PublicIdField()
    producer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="course_imports")
    filename = models.CharField(_("file"), max_length=255)
    package = models.FileField(upload_to="imports", blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ImportState.choices, default=ImportState.WAITING)
    stage = models.CharField(max_length=20, blank=True, help_text=_("What the job is doing."))
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    title = models.CharField(_("course"), max_length=255, blank=True)
    report = models.JSONField(default=dict)
    refusal = models.TextField(blank=True)
    course = models.ForeignKey(Course, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("course brought in")
        verbose_name_plural = _("courses brought in")
        indexes = [models.Index(fields=["producer", "-created_at"], name="imports_of_a_producer")]

    def __str__(self) -> str:
        return self.filename
