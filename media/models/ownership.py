from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _

from kit.ids import PublicIdField
from media.models.file_types import IMAGES, FileType, check_file, ending_of
from media.models.film_boxes import blank_metadata
from media.models.stored_file import is_new, name_by_uuid, without_metadata


class OwnedMedia(models.Model):
    """What every medium has: a public name and whether anyone may fetch it. Its owner is `uploaded_by_user`.

    A private file is served only after a gate of `media.gates` has said yes; a public one to everybody. Whichever door
    a file came through, it is checked, cleaned of metadata and named by a UUID before it is stored.
    """

    allowed_types: ClassVar[dict[str, FileType]] = {}

    # Fields of the kinds of media themselves, which Wagtail brings untyped.
    title: Any
    file: Any
    file_size: Any

    public_id = PublicIdField()
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Anyone may fetch it, without asking for access.")
    )
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("owner"),
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    content_type = models.CharField(max_length=100, blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.take_in_file()
        super().save(*args, **kwargs)

    @property
    def filename(self) -> str:
        """What a download is called: the title, with the ending of the file."""
        ending = f".{ending_of(self.file.name)}"
        title = get_valid_filename(self.title or "file")[:100]
        return title if title.lower().endswith(ending) else f"{title}{ending}"

    def clean(self) -> None:
        super().clean()
        try:
            self.take_in_file()
        except ValidationError as error:
            raise ValidationError({"file": error}) from error

    def take_in_file(self) -> None:
        """Check a new file and make it fit to be stored; a file seen before is left as it is."""
        if not is_new(self.file) or self.__dict__.get("_taken_in") == self.file.name:
            return
        found = check_file(self.file, self.allowed_types)
        name = name_by_uuid(self.file.name)
        if ending_of(name) in IMAGES:
            self.file = without_metadata(self.file, name)
        else:
            self.file.name = name
            # One that cannot be written is a program's own; the worker blanks it before it makes a stream of it.
            if self.file.file.writable():
                blank_metadata(self.file.file, name)
        self.content_type = found.content_type
        self.file_size = self.file.size
        self.__dict__["_taken_in"] = self.file.name
        self.look_at_file()

    def look_at_file(self) -> None:
        """Keep what else is to be known of a new file, once it is fit to be stored."""
