"""The form of pictures: Wagtail's, that says of a damaged one what is wrong with it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image as Picture
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from media.models.stored_file import BROKEN, refuse_bombs


class PictureField(WagtailImageField):
    """Wagtail's field of a picture, which unpacks it to read its measures and does not expect that it may be broken."""

    def to_python(self, data: Any) -> Any:
        try:
            if data:
                # Its head alone says how large it will be.
                with Picture.open(data) as picture:
                    refuse_bombs(picture)
                data.seek(0)
            return super().to_python(data)
        except BROKEN as error:
            raise ValidationError(_("The picture cannot be read."), code="file_content") from error


class PictureForm(BaseImageForm):
    """A picture, on its pages, in its choosers and for several at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (file := self.fields.get("file")) is not None:
            self.fields["file"] = PictureField(label=file.label, required=file.required, widget=file.widget)
