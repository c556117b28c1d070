from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from media.models.file_types import IMAGES
from media.models.ownership import OwnedMedia


class Image(OwnedMedia, AbstractImage):
    """A picture; renditions are made from it."""

    allowed_types = IMAGES

    tags = TaggableManager(_("tags"), help_text=None, blank=True, related_name="our_images")
    admin_form_fields = (*WagtailImage.admin_form_fields, "is_public")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def get_upload_to(self, filename: str) -> str:
        return f"pictures/{filename}"


class Rendition(AbstractRendition):
    """One size and format of a picture."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_is_made_once"),
        ]
