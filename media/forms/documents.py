"""The form of documents and sounds; copies of a PDF can bear names."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

from media.enums import UploadKind
from media.forms.loudness import LoudnessForm
from media.forms.parts import FileInPartsForm
from media.models.file_types import ending_of
from media.operations.stamping import why_not_stamped


class StampForm(FileInPartsForm):
    """A form that lets one have names put on the copies of a PDF, and says at once where that cannot be done."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        can_be = ending_of(self.instance.file.name or "") == "pdf" or self.instance.is_stamped
        if self.instance.pk and not can_be and self.add_prefix("is_stamped") not in self.data:
            self.fields.pop("is_stamped", None)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        is_stamped = values.get("is_stamped", self.instance.is_stamped)
        if is_stamped and values.get("is_public", self.instance.is_public):
            field = "is_public" if "is_public" in self.fields else "is_stamped"
            self.add_error(field, ValidationError(_("What anybody may fetch has nobody's name to bear.")))
        elif is_stamped and (file := self.file_to_try()) and (failure := why_not_stamped(file)):
            self.add_error("is_stamped" if "is_stamped" in self.fields else "file", failure.label)
        return values

    def file_to_try(self) -> Any:
        """The file that comes now, in the form or in parts; that of before if it shall bear names only now."""
        if "file" in self.errors:
            return None
        if self.upload_row is not None:
            present = self.instance.file
            return type(present)(self.instance, present.field, self.upload_row.key)
        return self.new_file or (self.instance.file if "is_stamped" in self.changed_data else None)


class DocumentForm(StampForm, LoudnessForm, BaseDocumentForm):
    """A document or a sound: Wagtail's form of one, on its pages, in its choosers and for several at once."""

    kind = UploadKind.DOCUMENT

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.person = kwargs.get("user")
        super().__init__(*args, **kwargs)

    def save(self, commit: bool = True) -> Any:
        # Wagtail would remove the earlier file before the new one is saved; here it goes once that is certain.
        self.original_file = None
        return super().save(commit)
