from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from content.blocks.context import PublishingContext, References, note
from content.blocks.published import PublishedStructBlock, fields_of
from content.blocks.schema import NUMBER, PUBLIC_ID, TEXT, YES_OR_NO, list_of, or_nothing, record


class AssignmentBlock(PublishedStructBlock):
    """Work that learners do beside the lesson and hand in."""

    assignment = SnippetChooserBlock("assessments.Assignment", label=_("Assignment"))
    is_required = blocks.BooleanBlock(
        label=_("Has to be accepted"),
        required=False,
        help_text=_("The lesson can be completed only by learners whose work was accepted."),
    )

    published_schema = record(
        "Work to hand in. `assignment` is null when it is gone; what is asked is told by it.",
        assignment=or_nothing(PUBLIC_ID),
        title=TEXT,
        is_required=YES_OR_NO,
        takes=list_of(TEXT),
        points=NUMBER,
        due_days=or_nothing(NUMBER),
        due_on=or_nothing(TEXT),
    )
    nothing: ClassVar[dict[str, Any]] = {
        "assignment": None,
        "title": "",
        "takes": [],
        "points": 0,
        "due_days": None,
        "due_on": None,
    }
    sample = {
        **nothing,
        "title": "Play it for us",
        "is_required": True,
        "takes": ["text", "video"],
        "points": 10,
        "due_days": 14,
    }

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        fields = fields_of(value)
        card = context.assignment(fields.get("assignment"))
        return {**(card or self.nothing), "is_required": card is not None and fields.get("is_required") is True}

    def note_references(self, value: Any, found: References) -> None:
        note(found.assignments, fields_of(value).get("assignment"))

    class Meta:
        icon = "edit"
        label = _("Assignment")
        label_format = "{assignment}"
        group = _("Learners do")
        description = _("Work to hand in, which you look at and give back.")
