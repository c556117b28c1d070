"""The form of films."""

from typing import Any

from wagtail.admin.forms.models import WagtailAdminModelForm

from media.enums import MakingState, UploadKind
from media.forms.loudness import LoudnessForm
from media.forms.parts import FileInPartsForm
from media.models import Video


class FilmForm(LoudnessForm, FileInPartsForm, WagtailAdminModelForm):
    """A film, new or there before. What is left empty is taken from its stream, which may have come meanwhile."""

    kind = UploadKind.VIDEO

    class Meta(WagtailAdminModelForm.Meta):
        model = Video
        fields = ("title", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.person = kwargs.get("for_user")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self.instance.pk is None or self.new_file is not None or self.upload_row is not None:
            return values
        stream = self.instance.streams.filter(source=self.instance.file.name, state=MakingState.READY).first()
        if stream is not None:
            values["poster"] = values.get("poster") or stream.still
            values["duration_seconds"] = values.get("duration_seconds") or self.instance.duration_seconds
        return values
