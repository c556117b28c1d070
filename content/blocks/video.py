import re
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from content.blocks.addresses import recognise_film, safe_web_address
from content.blocks.context import PublishingContext, References, note
from content.blocks.media_choosers import CAPTIONS, FileChooserBlock, VideoChooserBlock
from content.blocks.published import PublishedStructBlock, fields_of, items_of, seconds_of, text_of
from content.blocks.samples import sample_picture
from content.blocks.schema import (
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
MOST_ANGLES = 4
MOST_OFFSET_SECONDS = 3600
LONGEST_NAME_OF_ANGLE = 30


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


class AngleBlock(blocks.StructBlock):
    """What another camera saw of the same."""

    name = blocks.CharBlock(
        label=_("Name"), max_length=LONGEST_NAME_OF_ANGLE, help_text=_("As in Back, From above, Hands, Feet.")
    )
    video = VideoChooserBlock(label=_("Film"))
    offset_seconds = blocks.FloatBlock(
        label=_("Started later by (seconds)"),
        default=0,
        min_value=-MOST_OFFSET_SECONDS,
        max_value=MOST_OFFSET_SECONDS,
        help_text=_("As in 1.48 where this camera was started after the main one, -1.48 where it was before."),
    )

    class Meta:
        label_format = "{name}"


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
    angle = blocks.CharBlock(
        label=_("Name of this angle"),
        required=False,
        max_length=LONGEST_NAME_OF_ANGLE,
        help_text=_("Where there are further angles; as in Front."),
    )
    angles = blocks.ListBlock(
        AngleBlock(),
        label=_("Further angles"),
        min_num=0,
        max_num=MOST_ANGLES,
        default=[],
        help_text=_(
            "What other cameras saw of the same. What is heard, captions and parts are those of the film above."
        ),
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
        angle={"type": "string", "description": "What `video` is called among the angles; may be empty."},
        angles=list_of(
            record(
                "What another camera saw of the same, to be played on the clock of `video`.",
                name=TEXT,
                video=FILM,
                offset_ms={
                    "type": "integer",
                    "description": "How much later than `video` it began: it is at t less this when `video` is at t.",
                },
            )
        ),
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
        "angle": "",
        "angles": [],
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
        if mistake := _mistake_in_angles(value):
            return {"angles": mistake}
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
            "angle": text_of(fields.get("angle")) if own else "",
            "angles": _angles(fields.get("angles"), context) if own else [],
            "transcript": text_of(fields.get("transcript")),
            "downloadable": fields.get("downloadable") is True and source == "file",
        }

    def note_references(self, value: Any, found: References) -> None:
        fields = fields_of(value)
        note(found.videos, fields.get("video"))
        note(found.images, fields.get("poster"))
        for captions in map(fields_of, items_of(fields.get("captions"))):
            note(found.documents, captions.get("file"))
        for angle in map(fields_of, items_of(fields.get("angles"))):
            note(found.videos, angle.get("video"))

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


def _mistake_in_angles(value: Any) -> str | None:
    """What is wrong with the angles as a whole."""
    angles = value["angles"]
    if angles and value["source"] != "file":
        return gettext("Only a film of your own can have further angles.")
    if film := _repeated([value["video"], *(angle["video"] for angle in angles)]):
        return gettext("The film “%(title)s” is chosen for two angles.") % {"title": film}
    names = [value["angle"], *(angle["name"] for angle in angles)]
    if name := _repeated(names, lambda name: text_of(name).casefold()):
        return gettext("Two angles are called “%(name)s”.") % {"name": text_of(name)}
    return None


def _repeated(things: Iterable[Any], key: Callable[[Any], Any] = lambda thing: thing) -> Any:
    """The first thing that is the same as one before; None where there is none, or nothing at all."""
    seen: set[Any] = set()
    for thing in things:
        if key(thing) in seen:
            return thing
        seen |= {key(thing)} if thing else set()
    return None


def _angles(stored: Any, context: PublishingContext) -> list[dict[str, Any]]:
    """The angles in the order that their author gave them; those without a name or whose film is gone are left out."""
    found: list[dict[str, Any]] = []
    for angle in map(fields_of, items_of(stored)):
        name, film = text_of(angle.get("name")), context.media.video(angle.get("video"))
        if name and film:
            found.append({"name": name, "video": film, "offset_ms": _milliseconds_of(angle.get("offset_seconds"))})
    return found


def _milliseconds_of(seconds: Any) -> int:
    """Stored seconds, of which there may be a part; what is none counts as nothing."""
    is_number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    return round(seconds * 1000) if is_number and abs(seconds) <= MOST_OFFSET_SECONDS else 0


def _seconds_in(moment: str) -> int:
    seconds = 0
    for part in moment.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds
