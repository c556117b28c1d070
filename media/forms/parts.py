"""A file of a form: in the form itself, or sent in parts beforehand by a script."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.errors import DomainError, NotFound
from media.enums import UploadKind
from media.errors import UploadOver
from media.models import Upload
from media.models.file_types import DOCUMENTS, MEGABYTE, VIDEOS, may_replace
from media.operations import uploads

TAKEN = {UploadKind.VIDEO: VIDEOS, UploadKind.DOCUMENT: DOCUMENTS}


class FileUploadInput(forms.FileInput):
    """A choice of file that a script takes over, so that the file goes in parts and the form only names the upload.

    Without scripts it is a plain choice of file, which the form then carries; with them too for endings that are not
    sent in parts. `names_present` shows beside it which file there is, where the page does not say so itself.
    """

    template_name = "media/file_upload.html"

    class Media:
        js = ("media/file_upload.js",)
        css = {"all": ("media/file_upload.css",)}

    def __init__(self, kind: UploadKind, *, replaces: bool = False, names_present: bool = False) -> None:
        super().__init__({"accept": ",".join(f".{ending}" for ending in TAKEN[kind])})
        self.kind, self.replaces, self.names_present = kind, replaces, names_present

    def use_required_attribute(self, initial: Any) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        taken, in_parts = TAKEN[self.kind], uploads.DESTINATIONS[self.kind].allowed
        sizes = {one.largest for one in taken.values()}
        return super().get_context(name, value, attrs) | {
            "begin": reverse("media_uploads"),
            "kind": self.kind.value,
            "replaces": self.replaces,
            "present": value if self.names_present and hasattr(value, "url") else None,
            "whole": " ".join(sorted(taken.keys() - in_parts.keys())),
            "largest": max(sizes) // MEGABYTE,
            "depends": len(sizes) > 1,
            "endings": ", ".join(sorted(taken)),
        }


class FileInPartsForm(forms.BaseModelForm):
    """What the forms of media whose files may be sent in parts have in common: a file, or the name of an upload.

    Forms without a field `file` are left as they are. A file in the form comes before an upload.
    """

    kind: UploadKind
    # Who fills the form in; uploads of nobody else are known to it.
    person: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.upload_row: Upload | None = None
        self.earlier = self.instance.file.name or ""
        if "file" not in self.fields:
            return
        self.fields["upload"] = forms.UUIDField(required=False, widget=forms.HiddenInput)
        has_one, is_film = bool(self.earlier), self.kind == UploadKind.VIDEO
        file = self.fields["file"]
        file.required = False
        file.widget = FileUploadInput(self.kind, replaces=has_one, names_present=is_film and has_one)
        file.widget.is_required = False

    @property
    def new_file(self) -> UploadedFile | None:
        """The file that came with the form."""
        file = self.cleaned_data.get("file")
        return file if isinstance(file, UploadedFile) else None

    def clean(self) -> dict[str, Any]:
        super().clean()
        values: dict[str, Any] = self.cleaned_data
        if "file" not in self.fields or "file" in self.errors:
            return values
        if (file := self.new_file) is not None:
            values["upload"] = self.upload_row = None
            self.refuse_beyond_quota(file)
            self.refuse_other_family(file.name or "")
        elif self.upload_row is not None:
            self.refuse_other_family(self.upload_row.key)
        elif not self.earlier:
            self.add_error("file", ValidationError(_("Choose a file."), code="required"))
        return values

    def refuse_other_family(self, name: str) -> None:
        if not may_replace(name, self.earlier):
            words = _("Lessons use the present file as a sound or as captions. Choose a file of the same kind.")
            self.add_error("file", ValidationError(words, code="file_type"))

    def refuse_beyond_quota(self, file: UploadedFile) -> None:
        owner = self.instance.uploaded_by_user or self.person
        try:
            if owner is not None:
                uploads.refuse_beyond_quota(owner, file.size or 0)
        except DomainError as error:
            self.add_error("file", ValidationError(str(error), code=error.reason))

    def clean_upload(self) -> Any:
        """Put the parts together, so that what is wrong with the file is said beside its field."""
        public_id = self.cleaned_data.get("upload")
        if public_id is None:
            return None
        try:
            found = uploads.find_upload(public_id, actor=self.person, kind=self.kind)
            self.upload_row = uploads.join_upload(found, actor=self.person)
            uploads.refuse_unless_free(self.upload_row, self.instance)
        except ValidationError as error:
            return self.refuse_upload(error)
        except NotFound:
            return self.refuse_upload(ValidationError(str(UploadOver()), code=UploadOver.reason))
        except DomainError as error:
            return self.refuse_upload(ValidationError(str(error), code=error.reason))
        return public_id

    def refuse_upload(self, error: ValidationError) -> None:
        self.upload_row = None
        self.add_error("file", error)

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        if self.upload_row is not None:
            uploads.take_over(self.upload_row, self.instance, actor=self.person)
        return super().save(commit)
