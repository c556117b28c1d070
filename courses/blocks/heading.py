from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class HeadingBlock(blocks.StructBlock):
    """A heading inside a lesson; the lesson's title is the level above."""

    text = blocks.CharBlock(label=_("text"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("level"),
        choices=[("h2", _("Heading")), ("h3", _("Sub-heading")), ("h4", _("Small heading"))],
        default="h2",
    )

    class Meta:
        icon = "title"
        label = _("Heading")
