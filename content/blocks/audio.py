from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.context import PublishingContext, References, note
from content.blocks.media_choosers import SOUNDS, FileChooserBlock
from content.blocks.published import PublishedStructBlock, fields_of, seconds_of, text_of
from content.blocks.samples import sample_file
from content.blocks.schema import FILE, SECONDS, SOUND_RENDITION, TEXT, YES_OR_NO, or_nothing, record


class AudioBlock(PublishedStructBlock):
    """A sound to listen to."""

    file = FileChooserBlock(label=_("Sound"), endings=SOUNDS)
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    duration_seconds = blocks.IntegerBlock(label=_("Length in seconds"), required=False, min_value=0)
    transcript = blocks.TextBlock(
        label=_("Transcript"), required=False, rows=4, help_text=_("What is said or sung, to read.")
    )
    downloadable = blocks.BooleanBlock(label=_("Learners may download it"), required=False)

    published_schema = record(
        "A sound. `file` is as it was uploaded, null when it is gone; `rendition` is there once it was made.",
        file=or_nothing(FILE),
        rendition=or_nothing(SOUND_RENDITION),
        title=TEXT,
        duration_seconds=SECONDS,
        transcript=TEXT,
        downloadable=YES_OR_NO,
    )
    sample = {
        "file": sample_file("vowels.mp3", "audio/mpeg", 2_400_000),
        "rendition": None,
        "title": "Five vowels on one breath",
        "duration_seconds": 92,
        "transcript": "Ah, eh, ee, oh, oo.",
        "downloadable": True,
    }

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        fields = fields_of(value)
        rendition = context.media.sound_rendition(fields.get("file"))
        duration = seconds_of(fields.get("duration_seconds"))
        return {
            "file": context.media.document(fields.get("file")),
            "rendition": rendition,
            "title": text_of(fields.get("title")),
            "duration_seconds": seconds_in(rendition) if rendition and duration is None else duration,
            "transcript": text_of(fields.get("transcript")),
            "downloadable": fields.get("downloadable") is True,
        }

    def note_references(self, value: Any, found: References) -> None:
        note(found.documents, fields_of(value).get("file"))

    class Meta:
        icon = "volume"
        label = _("Audio")
        label_format = "{title}"
        group = _("Pictures and film")
        description = _("A recording to listen to, with a transcript.")


def seconds_in(rendition: dict[str, Any]) -> int:
    return max(1, round(rendition["duration_ms"] / 1000))
