from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.context import PublishingContext
from content.blocks.published import PublishedStructBlock, fields_of, text_of
from content.blocks.schema import TEXT, record

_language = RegexValidator(r"^[A-Za-z0-9+#._-]{1,40}$", _("One word, such as python or lilypond."))


class CodeBlock(PublishedStructBlock):
    """Source text whose spaces and line ends matter."""

    language = blocks.CharBlock(
        label=_("Language"),
        required=False,
        max_length=40,
        validators=[_language],
        help_text=_("Optional, for example lilypond, supercollider or python."),
    )
    code = blocks.TextBlock(label=_("Code"), rows=8, max_length=100_000)

    published_schema = record("Source text whose spaces and line ends matter.", language=TEXT, code=TEXT)
    sample = {"language": "lilypond", "code": "\\relative c' {\n  c4 d e f\n  g2 g\n}"}

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        fields = fields_of(value)
        code = fields.get("code")
        return {
            "language": text_of(fields.get("language")),
            "code": code.replace("\r\n", "\n") if isinstance(code, str) else "",
        }

    class Meta:
        icon = "code"
        label = _("Code")
        label_format = "{language}"
        group = _("Text")
        description = _("Source text in a fixed width, kept exactly as typed.")
