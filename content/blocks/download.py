from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.context import PublishingContext, References, note
from content.blocks.media_choosers import FileChooserBlock
from content.blocks.published import PublishedStructBlock, fields_of, text_of
from content.blocks.samples import sample_file
from content.blocks.schema import FILE, TEXT, or_nothing, record


class DownloadBlock(PublishedStructBlock):
    """A file to take away."""

    file = FileChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    description = blocks.CharBlock(label=_("Description"), max_length=500, required=False)

    published_schema = record(
        "A file to take away. `file` is null when it is gone.", file=or_nothing(FILE), title=TEXT, description=TEXT
    )
    sample = {
        "file": sample_file("practice-plan.pdf", "application/pdf", 184_000),
        "title": "Practice plan for four weeks",
        "description": "One page to print and tick off.",
    }

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        fields = fields_of(value)
        return {
            "file": context.media.document(fields.get("file")),
            "title": text_of(fields.get("title")),
            "description": text_of(fields.get("description")),
        }

    def note_references(self, value: Any, found: References) -> None:
        note(found.documents, fields_of(value).get("file"))

    class Meta:
        icon = "download"
        label = _("Download")
        label_format = "{title}"
        group = _("Extras")
        description = _("A file to take away: sheet music, a plan, a backing track.")
