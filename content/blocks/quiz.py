from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from content.blocks.context import PublishingContext, References, note
from content.blocks.published import PublishedStructBlock, fields_of
from content.blocks.schema import NUMBER, PUBLIC_ID, TEXT, YES_OR_NO, or_nothing, record


class QuizBlock(PublishedStructBlock):
    """Questions that learners answer in the lesson."""

    quiz = SnippetChooserBlock("assessments.Quiz", label=_("Quiz"))
    is_required = blocks.BooleanBlock(
        label=_("Has to be passed"),
        required=False,
        help_text=_("The lesson can be completed only by learners who have passed it."),
    )

    published_schema = record(
        "A quiz. `quiz` is null when it is gone; the questions are asked by attempts.",
        quiz=or_nothing(PUBLIC_ID),
        title=TEXT,
        is_required=YES_OR_NO,
        question_count=NUMBER,
        points=NUMBER,
        time_limit_minutes=or_nothing(NUMBER),
        pass_percent=NUMBER,
    )
    nothing = {
        "quiz": None,
        "title": "",
        "question_count": 0,
        "points": 0,
        "time_limit_minutes": None,
        "pass_percent": 0,
    }
    sample = {
        **nothing,
        "title": "Which key is it in?",
        "is_required": True,
        "question_count": 8,
        "points": 10,
        "time_limit_minutes": 15,
        "pass_percent": 60,
    }

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        fields = fields_of(value)
        card = context.quiz(fields.get("quiz"))
        return {**(card or self.nothing), "is_required": card is not None and fields.get("is_required") is True}

    def note_references(self, value: Any, found: References) -> None:
        note(found.quizzes, fields_of(value).get("quiz"))

    class Meta:
        icon = "help"
        label = _("Quiz")
        label_format = "{quiz}"
        group = _("Learners do")
        description = _("Questions to answer, marked at once.")
