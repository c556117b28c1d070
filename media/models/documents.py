from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument

from media.models.file_types import DOCUMENTS
from media.models.ownership import OwnedMedia


class Document(OwnedMedia, AbstractDocument):
    """A file to read, hear or keep: PDF, sound, captions, music."""

    allowed_types = DOCUMENTS

    tags = TaggableManager(_("tags"), help_text=None, blank=True, related_name="our_documents")
    admin_form_fields = (*WagtailDocument.admin_form_fields, "is_public")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]
