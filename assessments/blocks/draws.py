"""Drawing from a bank of questions."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from assessments.blocks.question import MOST_POINTS
from content.blocks.published import PublishedStructBlock

MOST_DRAWN = 100


class DrawBlock(PublishedStructBlock):
    """How many questions of which bank each attempt gets. It is written out as a pool when the quiz is frozen."""

    bank = SnippetChooserBlock("assessments.QuestionBank", label=_("Bank"))
    draws = blocks.IntegerBlock(label=_("How many are drawn"), default=1, min_value=1, max_value=MOST_DRAWN)
    points = blocks.IntegerBlock(
        label=_("Points for each"),
        required=False,
        min_value=0,
        max_value=MOST_POINTS,
        help_text=_("Empty: as many as the bank says."),
    )

    def mistakes(self, value: Mapping[str, Any]) -> dict[str, str]:
        bank = value["bank"]
        if bank is None:
            return {}
        count = len(bank.questions)
        if value["draws"] > count:
            said = ngettext(
                "There is only %(count)s question in the bank “%(title)s”.",
                "There are only %(count)s questions in the bank “%(title)s”.",
                count,
            )
            return {"draws": said % {"count": count, "title": bank.title}}
        if value["points"] is None and len({question.value["points"] for question in bank.questions}) > 1:
            message = now("Questions of the bank “%(title)s” have different points: say here how many each is worth.")
            return {"points": message % {"title": bank.title}}
        return {}

    class Meta:
        icon = "folder"
        label = _("Questions of a bank")
        label_format = "{bank}"
        group = _("Draw")
        description = _("Questions of a bank, of which each attempt gets some, drawn by lot.")
        preview_template = None
