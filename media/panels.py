"""What the form of a film shows beside its fields."""

from typing import Any

from django.forms import Media
from wagtail.admin.panels import Panel

from media.access.scanning import is_held_back
from media.enums import PASSED
from media.models.scans import scan_of
from media.views.streams import state_of


class ScanPanel(Panel):
    """What the virus scanner says of the film's file, where it is not let through."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "media/scan_panel.html"

        def is_shown(self) -> bool:
            scan = scan_of(self.instance.file.name) if self.instance.pk is not None else None
            return scan is not None and scan.state not in PASSED


class StreamPanel(Panel):
    """How far the stream of the film is, told anew every few seconds. None is made before the file is let through."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "media/stream_state.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None and not is_held_back(self.instance.file.name)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | state_of(self.instance)

        @property
        def media(self) -> Media:
            return super().media + Media(js=["media/making_state.js"], css={"all": ["media/file_upload.css"]})
