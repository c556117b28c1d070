from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _

from kit.ids import PublicIdField
from media.models.file_types import IMAGES, FileType, check_file, ending_of
from media.models.film_boxes import blank_metadata
from media.models.stored_file import is_new, name_by_uuid, without_metadata

# What says which file a medium has; all of it changes at once.
OF_THE_FILE = ("file", "content_type", "file_size", "file_hash")


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
    file_hash: Any

    # What is taken from the row with the file, where another one is there by now.
    of_the_file: ClassVar[tuple[str, ...]] = OF_THE_FILE
    # While `post_save` is told: the name of the file that this one took the place of.
    replaced_file = ""

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
        """Save it, with the file that it has now if this one brings no other.

        Who read the row before somebody replaced its file may save it afterwards: the earlier file does not come back.
        """
        self.take_in_file()
        fields = kwargs.get("update_fields")
        writes_file = fields is None or "file" in fields
        with transaction.atomic():
            if writes_file and not self._state.adding:
                self.compare_file()
            super().save(*args, **kwargs)
        self.replaced_file = ""
        if writes_file:
            self.__dict__.pop("_file_is_put", None)

    def put_file(self, name: str, content_type: str, size: int) -> None:
        """Have the checked file `name`, which is in the storage already, from the next save on."""
        self.file, self.content_type, self.file_size, self.file_hash = name, content_type, size, ""
        self.__dict__["_file_is_put"] = True

    def compare_file(self) -> None:
        """Hold the row and look which file it has: the one that is replaced, or the one to go on with."""
        manager = type(self)._default_manager
        row = manager.select_for_update(no_key=True).filter(pk=self.pk).values(*self.of_the_file).first()
        if row is None:
            return
        if is_new(self.file) or "_file_is_put" in self.__dict__:
            self.replaced_file = row["file"] if row["file"] != self.file.name else ""
            if self.file_hash == row["file_hash"]:
                self.file_hash = ""
        elif row["file"] != self.file.name:
            for name in self.of_the_file:
                setattr(self, name, row[name])

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
