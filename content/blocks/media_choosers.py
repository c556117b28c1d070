"""Choosers for sounds, captions and films, which accept only files of their kind."""

from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from media.models import Video

SOUNDS = frozenset({"mp3", "m4a", "aac", "ogg", "oga", "opus", "wav", "flac"})
CAPTIONS = frozenset({"vtt", "srt"})


class FileChooserBlock(DocumentChooserBlock):
    """A document whose name ends as one of `endings`; any document without them."""

    def __init__(self, *, endings: frozenset[str] = frozenset(), **options: Any) -> None:
        self.endings = endings
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        document = super().clean(value)
        if document is not None and self.endings:
            ending = PurePosixPath(document.file.name).suffix.lower().lstrip(".")
            if ending not in self.endings:
                raise ValidationError(
                    _("“%(title)s” is not of this kind; choose a file ending in %(endings)s.")
                    % {"title": document.title, "endings": ", ".join(sorted(self.endings))}
                )
        return document


class VideoChooserBlock(blocks.ChooserBlock):
    """A film of ours."""

    target_model = Video

    @cached_property
    def widget(self) -> Any:
        from media.viewsets import VideoChooserViewSet  # noqa: PLC0415 - views cannot be imported while models load

        return VideoChooserViewSet("video_chooser").widget_class()

    class Meta:
        icon = "media"
