"""What came from other systems and still waits for its form here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.course import Lesson
from kit.ids import PublicIdField


class ImportedProblem(models.Model):
    """An exercise of an imported lesson in its own notation, kept whole so that it can become questions later."""

    public_id = PublicIdField()
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="imported_problems")
    source_path = models.CharField(max_length=500, help_text=_("Where it stood in the package."))
    position = models.PositiveIntegerField(help_text=_("Order within the lesson."))
    notation = models.CharField(max_length=20, default="olx")
    title = models.CharField(max_length=255, blank=True)
    source = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lesson", "source_path"], name="problem_is_imported_once_per_lesson"),
        ]

    def __str__(self) -> str:
        return self.title or self.source_path
