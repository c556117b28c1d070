from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.context import SiteContext, SiteReferences
from cms.blocks.section import SectionBlock
from content.blocks.published import fields_of, html_of, items_of, note_html, text_of
from content.blocks.rich_text import FEATURES
from content.blocks.schema import HTML, TEXT, list_of, record


class QuestionBlock(blocks.StructBlock):
    """A question and its answer."""

    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Answer"), features=FEATURES)

    class Meta:
        label_format = "{question}"


class QuestionsBlock(SectionBlock):
    """Questions that are asked often, with their answers."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, required=False)
    questions = blocks.ListBlock(QuestionBlock(), label=_("Questions"), min_num=1, max_num=30)

    published_schema = record(
        "Questions and their answers.", heading=TEXT, questions=list_of(record(question=TEXT, answer_html=HTML))
    )

    def shown(self, fields: Mapping[str, Any], context: SiteContext) -> dict[str, Any]:
        return {
            "heading": text_of(fields.get("heading")),
            "questions": [
                {"question": text_of(one.get("question")), "answer_html": html_of(one.get("answer"), context)}
                for one in map(fields_of, items_of(fields.get("questions")))
            ],
        }

    def noted(self, fields: Mapping[str, Any], found: SiteReferences) -> None:
        for one in map(fields_of, items_of(fields.get("questions"))):
            note_html(one.get("answer"), found)

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        label_format = "{heading}"
        description = _("Questions that are asked often; each opens to its answer.")
