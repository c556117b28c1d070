"""How loud a film or a sound is played."""

from typing import Any

from django import forms

from media.access.scanning import is_held_back
from media.models import Document, Video
from media.views.sounds import state_of


class LoudnessInput(forms.RadioSelect):
    """The choice of how loud a sound is played, and below it what was made of it, once its file is let through."""

    template_name = "media/loudness.html"

    class Media:
        js = ("media/making_state.js",)
        css = {"all": ("media/file_upload.css",)}

    def __init__(self, sound: Document, **options: Any) -> None:
        super().__init__(**options)
        self.sound = sound

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["state"] = None if is_held_back(self.sound.file.name) else state_of(self.sound)
        return context


class LoudnessForm(forms.BaseModelForm):
    """A form that lets one choose how loud a film or a sound is. One that does not say leaves that as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("loudness")
        if not isinstance(field, forms.ChoiceField):
            return
        if (widget := self.loudness_widget()) is None:
            del self.fields["loudness"]
        else:
            choices, field.required, field.widget = field.choices, False, widget
            # Hands them to the new widget.
            field.choices = choices

    def clean_loudness(self) -> str:
        """The loudness of before where none is chosen."""
        return self.cleaned_data["loudness"] or self.instance.loudness

    def loudness_widget(self) -> forms.RadioSelect | None:
        """How one chooses; not at all for papers, and for sounds only once they are there."""
        if isinstance(self.instance, Video):
            return forms.RadioSelect()
        return LoudnessInput(self.instance) if self.instance.pk and self.instance.is_sound else None
