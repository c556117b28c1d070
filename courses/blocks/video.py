import re
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from courses.blocks.addresses import recognise_film, safe_web_address
from courses.blocks.context import PublishingContext, References, note
from courses.blocks.media_choosers import CAPTIONS, FileChooserBlock, VideoChooserBlock
from courses.blocks.published import PublishedStructBlock, fields_of, items_of, seconds_of, text_of
from courses.blocks.samples import sample_picture
from courses.blocks.schema import (
    FILE,
    FILM,
    IMAGE,
    NUMBER,
    SECONDS,
    TEXT,
    WEB_ADDRESS,
    YES_OR_NO,
    list_of,
    one_of,
    or_nothing,
    record,
)

SOURCES = ("youtube", "vimeo", "file")
MOMENT = r"^(?:[0-9]{1,2}:)?[0-5]?[0-9]:[0-5][0-9]$"
MOST_CHAPTERS = 100


class CaptionsBlock(blocks.StructBlock):
    """Captions of a film in one language."""

    language = blocks.CharBlock(label=_("Language"), max_length=35, help_text=_("Its code, such as en, de or pt-BR."))
    file = FileChooserBlock(label=_("File"), endings=CAPTIONS, help_text=_("WebVTT or SubRip: .vtt or .srt."))


class ChapterBlock(blocks.StructBlock):
    """A part of a film, by its name."""

    at = blocks.RegexBlock(
        regex=MOMENT,
        label=_("Begins at"),
        max_length=8,
        help_text=_("As in 0:00, 1:05 or 1:02:05."),
        error_messages={"invalid": _("Write it as 1:05 or 1:02:05.")},
    )
    title = blocks.CharBlock(label=_("Title"), max_length=100)


class VideoBlock(PublishedStructBlock):
    """A film on YouTube or Vimeo, or in a file of ours."""

    source = blocks.ChoiceBlock(
        label=_("Where it is"),
        choices=[("youtube", "YouTube"), ("vimeo", "Vimeo"), ("file", _("A film of your own"))],
        default="youtube",
    )
    url = blocks.URLBlock(label=_("Address"), required=False, help_text=_("The page of the film on YouTube or Vimeo."))
    video = VideoChooserBlock(label=_("Film"), required=False)
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    poster = ImageChooserBlock(label=_("Poster"), required=False, help_text=_("Shown until the film starts."))
    duration_seconds = blocks.IntegerBlock(label=_("Length in seconds"), required=False, min_value=0)
    captions = blocks.ListBlock(CaptionsBlock(), label=_("Captions"), min_num=0, default=[])
    chapters = blocks.ListBlock(
        ChapterBlock(),
        label=_("Chapters"),
        min_num=0,
        max_num=MOST_CHAPTERS,
        default=[],
        help_text=_("Parts of a film of your own to go to, such as each phrase."),
    )
    transcript = blocks.TextBlock(
        label=_("Transcript"), required=False, rows=4, help_text=_("What is said, to read instead of hearing.")
    )
    downloadable = blocks.BooleanBlock(
        label=_("Learners may download it"), required=False, help_text=_("Only for a film of your own.")
    )

    published_schema = record(
        "A film. `embed_url` is for YouTube and Vimeo, `video` for a film of our own.",
        source=one_of(*SOURCES),
        title=TEXT,
        url=or_nothing(WEB_ADDRESS),
        embed_url=or_nothing(WEB_ADDRESS),
        video=or_nothing(FILM),
        poster=or_nothing(IMAGE),
        duration_seconds=SECONDS,
        captions=list_of(record(language=TEXT, file=or_nothing(FILE))),
        chapters=list_of(record("A part, in the order of time.", at_seconds=NUMBER, title=TEXT)),
        transcript=TEXT,
        downloadable=YES_OR_NO,
    )
    sample = {
        "source": "youtube",
        "title": "Plié, slow and even",
        "url": None,
        "embed_url": None,
        "video": None,
        "poster": sample_picture("stage"),
        "duration_seconds": 225,
        "captions": [],
        "chapters": [],
        "transcript": "",
        "downloadable": False,
    }

    def mistakes_in_drafts(self, value: Any) -> dict[str, str]:
        source, url = value["source"], value["url"]
        if source in {"youtube", "vimeo"} and url and not recognise_film(url, source):
            name = "YouTube" if source == "youtube" else "Vimeo"
            return {"url": gettext("This is not the address of a film on %(name)s.") % {"name": name}}
        return {}

    def mistakes(self, value: Any) -> dict[str, str]:
        if value["source"] == "file" and not value["video"]:
            return {"video": gettext("Choose the film.")}
        if value["source"] != "file" and not value["url"]:
            return {"url": gettext("Give the address of the film.")}
        return {}

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        fields = fields_of(value)
        source = fields.get("source") if fields.get("source") in SOURCES else "file"
        film = recognise_film(text_of(fields.get("url"))) if source != "file" else None
        own = context.media.video(fields.get("video")) if source == "file" else None
        duration = seconds_of(fields.get("duration_seconds"))
        return {
            "source": film.provider if film else source,
            "title": text_of(fields.get("title")),
            "url": film.url if film else None if source == "file" else safe_web_address(text_of(fields.get("url"))),
            "embed_url": film.embed_url if film else None,
            "video": own,
            "poster": context.media.image(fields.get("poster")),
            "duration_seconds": own["duration_seconds"] if own and duration is None else duration,
            "captions": [
                {
                    "language": text_of(captions.get("language")),
                    "file": context.media.document(captions.get("file")),
                }
                for captions in map(fields_of, items_of(fields.get("captions")))
            ],
            "chapters": _chapters(fields.get("chapters")) if source == "file" else [],
            "transcript": text_of(fields.get("transcript")),
            "downloadable": fields.get("downloadable") is True and source == "file",
        }

    def note_references(self, value: Any, found: References) -> None:
        fields = fields_of(value)
        note(found.videos, fields.get("video"))
        note(found.images, fields.get("poster"))
        for captions in map(fields_of, items_of(fields.get("captions"))):
            note(found.documents, captions.get("file"))

    class Meta:
        icon = "media"
        label = _("Video")
        label_format = "{title}"
        group = _("Pictures and film")
        description = _("A film on YouTube or Vimeo, or one you uploaded, with captions and transcript.")


def _chapters(stored: Any) -> list[dict[str, Any]]:
    """The chapters in the order of time, one for each moment; those whose moment cannot be read are left out."""
    found: dict[int, str] = {}
    for chapter in map(fields_of, items_of(stored)):
        moment, title = text_of(chapter.get("at")), text_of(chapter.get("title"))
        if re.fullmatch(MOMENT, moment) and title:
            found.setdefault(_seconds_in(moment), title)
    return [{"at_seconds": at, "title": title} for at, title in sorted(found.items())]


def _seconds_in(moment: str) -> int:
    seconds = 0
    for part in moment.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds
