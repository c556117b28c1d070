import re
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.context import PublishingContext, References
from content.blocks.published import PublishedStructBlock, fields_of, html_of, note_html
from content.blocks.rich_text import SHORT_FEATURES
from content.blocks.schema import HTML, TEXT, one_of, record

FORMATS = ("abc", "musicxml")
LONGEST = 1_000_000
_MUSICXML_ROOTS = {"score-partwise", "score-timewise"}


def mistake_in_abc(source: str) -> str | None:
    """What keeps the source from being read as ABC, in words for its author."""
    lines = [line.strip() for line in source.strip().splitlines()]
    key = next((number for number, line in enumerate(lines) if re.match(r"K:\s*\S", line)), None)
    if not lines or not re.match(r"X:\s*\d+", lines[0]):
        return gettext("ABC begins with its number, for example “X:1”.")
    if key is None:
        return gettext("ABC needs a key before the notes, for example “K:G”.")
    if not any(re.search(r"[A-Ga-gzZxX]", line) for line in lines[key + 1 :] if not re.match(r"[A-Za-z]:|%", line)):
        return gettext("There are no notes after the key.")
    return None


def mistake_in_musicxml(source: str) -> str | None:
    """What keeps the source from being read as MusicXML, in words for its author."""
    try:
        root = fromstring(source.encode())
    except DefusedXmlException:
        return gettext("This MusicXML declares entities, which is not taken for safety. Export it again without them.")
    except (ParseError, LookupError, ValueError) as error:
        return gettext("This is not well-formed XML: %(reason)s.") % {"reason": error}
    if root.tag not in _MUSICXML_ROOTS:
        return gettext("MusicXML begins with <score-partwise> or <score-timewise>, not with <%(tag)s>.") % {
            "tag": str(root.tag)[:60]
        }
    if root.find(".//measure") is None:
        return gettext("There is no measure in this MusicXML.")
    return None


class NotationBlock(PublishedStructBlock):
    """Written music as its source."""

    format = blocks.ChoiceBlock(
        label=_("Format"), choices=[("abc", _("ABC")), ("musicxml", _("MusicXML"))], default="abc"
    )
    source = blocks.TextBlock(label=_("Source"), rows=10, max_length=LONGEST)
    caption = blocks.RichTextBlock(label=_("Caption"), features=SHORT_FEATURES, required=False)

    published_schema = record("Written music as its source.", format=one_of(*FORMATS), source=TEXT, caption_html=HTML)
    sample = {
        "format": "abc",
        "source": "X:1\nT:Scale in G\nM:4/4\nL:1/4\nK:G\nG A B c | d e f g | g f e d | c B A G |]",
        "caption_html": "One octave up and down, one breath for each.",
    }

    def mistakes(self, value: Any) -> dict[str, str]:
        check = mistake_in_musicxml if value["format"] == "musicxml" else mistake_in_abc
        mistake = check(value["source"] or "")
        return {"source": mistake} if mistake else {}

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        fields = fields_of(value)
        source, kind = fields.get("source"), fields.get("format")
        return {
            "format": kind if kind in FORMATS else "abc",
            "source": source if isinstance(source, str) else "",
            "caption_html": html_of(fields.get("caption"), context),
        }

    def note_references(self, value: Any, found: References) -> None:
        note_html(fields_of(value).get("caption"), found)

    class Meta:
        icon = "music"
        label = _("Notation")
        label_format = "{format}"
        group = _("Text")
        description = _("Written music in ABC or MusicXML, kept as its source.")
