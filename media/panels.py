"""What the form of a film shows beside its fields."""

from typing import Any

from django.forms import Media
from wagtail.admin.panels import Panel

from media.views.streams import state_of


class StreamPanel(Panel):
    """How far the stream of the film is, told anew every few seconds."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "media/stream_state.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | state_of(self.instance)

        @property
        def media(self) -> Media:
            return super().media + Media(js=["media/film_stream.js"], css={"all": ["media/film_upload.css"]})
