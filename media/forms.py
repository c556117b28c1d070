"""The forms in which a film is added: with its file in the form, or sent in parts beforehand by a script."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from kit.errors import DomainError, NotFound
from media.enums import StreamState
from media.errors import UploadOver
from media.models import Upload, Video
from media.models.file_types import MEGABYTE, VIDEOS
from media.operations import uploads


class FilmUploadInput(forms.FileInput):
    """A choice of file that a script takes over, so that the file goes in parts and the form only names the upload.

    Without scripts it is a plain choice of file, which the form then carries.
    """

    template_name = "media/film_upload.html"

    class Media:
        js = ("media/film_upload.js",)
        css = {"all": ("media/film_upload.css",)}

    def __init__(self) -> None:
        super().__init__({"accept": ",".join(f".{ending}" for ending in VIDEOS)})

    def use_required_attribute(self, initial: Any) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        largest = max(one.largest for one in VIDEOS.values())
        return super().get_context(name, value, attrs) | {
            "begin": reverse("media_uploads"),
            "largest": largest // MEGABYTE,
            "endings": ", ".join(sorted(VIDEOS)),
        }


class FilmForm(WagtailAdminModelForm):
    """A film that is there already. What is left empty is taken from its stream, which may have come meanwhile."""

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        stream = self.instance.streams.filter(source=self.instance.file.name, state=StreamState.READY).first()
        if stream is not None and "file" not in self.changed_data:
            values["poster"] = values.get("poster") or stream.still
            values["duration_seconds"] = values.get("duration_seconds") or self.instance.duration_seconds
        return values


class NewFilmForm(WagtailAdminModelForm):
    """A new film. Its person is `instance.uploaded_by_user`."""

    upload = forms.UUIDField(required=False, widget=forms.HiddenInput)

    instance: Video

    class Meta(WagtailAdminModelForm.Meta):
        model = Video
        fields = ("title", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.upload_row: Upload | None = None
        file = self.fields["file"]
        file.required, file.widget = False, FilmUploadInput()
        file.widget.is_required = False

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        if values.get("file"):
            values["upload"] = None
        elif self.upload_row is None and "file" not in self.errors:
            self.add_error("file", ValidationError(_("Choose a film."), code="required"))
        return values

    def clean_upload(self) -> Any:
        """Put the parts together, so that what is wrong with the file is said beside its field."""
        public_id = self.cleaned_data.get("upload")
        if public_id is None:
            return None
        try:
            self.upload_row = uploads.join_upload(uploads.find_upload(public_id, actor=self.person), actor=self.person)
        except ValidationError as error:
            self.add_error("file", error)
            return None
        except NotFound:
            self.add_error("file", ValidationError(str(UploadOver()), code=UploadOver.reason))
            return None
        except DomainError as error:
            self.add_error("file", ValidationError(str(error), code=error.reason))
            return None
        return public_id

    @property
    def person(self) -> Any:
        return self.instance.uploaded_by_user

    def save(self, commit: bool = True) -> Any:
        if self.upload_row is not None and not self.cleaned_data.get("file"):
            uploads.make_film(self.upload_row, self.instance, actor=self.person)
        return super().save(commit)
