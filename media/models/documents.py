from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.search import index

from media.enums import Loudness
from media.models.file_types import DOCUMENTS, LISTENED_TO, ending_of
from media.models.handed_in import MayBeHandedIn, handed_in_is_not_public
from media.models.ownership import OwnedMedia
from media.models.stamping import BearsNames, stamped_is_not_public


class Document(BearsNames, MayBeHandedIn, OwnedMedia, AbstractDocument):
    """A file to read, hear or keep: PDF, sound, captions, music."""

    allowed_types = DOCUMENTS

    tags = TaggableManager(_("tags"), help_text=None, blank=True, related_name="our_documents")
    # Of sounds alone. One gain for the whole piece does no harm to music either, so nobody has to choose.
    loudness = models.CharField(
        _("loudness"), max_length=10, choices=Loudness, default=Loudness.EVEN, db_default=Loudness.EVEN
    )

    search_fields: ClassVar = [*AbstractDocument.search_fields, index.FilterField("is_handed_in")]
    admin_form_fields = (*WagtailDocument.admin_form_fields, "loudness", "is_stamped", "is_public")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]
        constraints = [
            stamped_is_not_public("document_for_everybody_bears_no_name"),
            handed_in_is_not_public("document_that_is_handed_in_is_not_for_everybody"),
            models.CheckConstraint(condition=models.Q(loudness__in=Loudness.values), name="document_is_of_a_loudness"),
        ]

    @property
    def is_sound(self) -> bool:
        """Whether it is a recording, which can be made ready to be listened to."""
        return bool(self.file) and ending_of(self.file.name) in LISTENED_TO
