from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage
from wagtail.search import index

from media.models.file_types import IMAGES
from media.models.ownership import OF_THE_FILE, OwnedMedia
from media.models.placeholders import MOST_LETTERS, draw_placeholder
from media.models.stored_file import refuse_moving_png

FOCUS = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


class Image(OwnedMedia, AbstractImage):
    """A picture; renditions are made from it."""

    allowed_types = IMAGES
    of_the_file = (*OF_THE_FILE, "placeholder", *FOCUS)

    tags = TaggableManager(_("tags"), help_text=None, blank=True, related_name="our_images")
    # A data address of it in a few pixels. None before that is drawn; empty where there is none to show (ADR 0044).
    placeholder = models.CharField(max_length=MOST_LETTERS, null=True, editable=False)
    # Sent as a picture of its owner: in no library, so that nothing else shows it; gone when another takes its place.
    is_portrait = models.BooleanField(default=False, db_default=False, editable=False)
    search_fields = [
        *AbstractImage.search_fields,
        # The policy leaves portraits out of what is searched.
        index.FilterField("is_portrait"),
    ]
    admin_form_fields = (*WagtailImage.admin_form_fields, "is_public")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def get_upload_to(self, filename: str) -> str:
        return f"pictures/{filename}"

    def look_at_file(self) -> None:
        """Draw its placeholder; a focal point that was set in the picture of before is none of this one."""
        refuse_moving_png(self.file)
        self.placeholder = draw_placeholder(self.file)
        if self.pk and self.focus == type(self).objects.filter(pk=self.pk).values_list(*FOCUS).first():
            self.set_focal_point(None)

    @property
    def focus(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in FOCUS)


class Rendition(AbstractRendition):
    """One size and format of a picture."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_is_made_once"),
        ]
        # Who serves one knows its file alone, and asks which picture it is of.
        indexes = [models.Index(fields=["file"], name="rendition_of_a_file")]
