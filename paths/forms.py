"""The form of a path's draft."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput

from paths.enums import PathKind
from paths.models import Path


class PathForm(WagtailAdminModelForm):
    """`edition` is the one that the person saw; what somebody wrote since is not overwritten."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Path
        fields = [
            "title",
            "kind",
            "promise",
            "description",
            "steps",
            "requires",
            "valid_months",
            "heading",
            "statement",
            "layout",
            "colour",
            "signed_by",
            "signed_as",
        ]
        widgets = {"description": AdminAutoHeightTextInput, "requires": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].initial = self.instance.edition
        public = Path.objects.published().exclude(pk=self.instance.pk)
        chosen = self.instance.requires.all() if self.instance.pk else Path.objects.none()
        self.fields["requires"].queryset = (public | chosen).distinct()
        self.fields["requires"].required = False

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        if values.get("valid_months") and values.get("kind") != PathKind.CERTIFICATION:
            self.add_error("valid_months", _("Only certifications hold for a time."))
        return values
