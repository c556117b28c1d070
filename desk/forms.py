"""What the desk asks: which learners, what to tell them, what to answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from courses.models import Cohort
from desk.documents.learners import USUAL_DAYS, Group
from desk.enums import Only, Order
from desk.models import LONGEST_TEXT, LONGEST_TITLE

LONGEST_ABSENCE_DAYS = 3650


class GroupForm(forms.Form):
    """Which learners. What makes no sense in an address is left out, and everybody is shown."""

    q = forms.CharField(label=_("Name"), max_length=100, required=False)
    only = forms.ChoiceField(label=_("Only"), choices=[("", _("Everybody")), *Only.choices], required=False)
    days = forms.IntegerField(
        label=_("Days away"), min_value=1, max_value=LONGEST_ABSENCE_DAYS, initial=USUAL_DAYS, required=False
    )
    lesson = forms.UUIDField(label=_("Last in the lesson"), required=False)
    cohort = forms.UUIDField(label=_("Cohort"), required=False)
    order = forms.ChoiceField(label=_("Order"), choices=Order.choices, required=False)

    def group(self) -> Group:
        self.is_valid()
        given = self.cleaned_data
        return Group(
            words=given.get("q", ""),
            only=given.get("only", ""),
            days=given.get("days") or USUAL_DAYS,
            lesson=given.get("lesson"),
            cohort=given.get("cohort"),
        )

    def order_asked(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("order") or Order.JOINED)


class AnnouncementForm(forms.Form):
    """The words. `people` is how many the sender has seen counted; `key` names this letter, sent once."""

    title = forms.CharField(label=_("Subject"), max_length=LONGEST_TITLE)
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        widget=AdminAutoHeightTextInput,
        help_text=_("Plain text; line breaks are kept."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    people = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "text", "key")}


class CohortForm(forms.Form):
    """Where a learner is to be."""

    def __init__(self, *args: Any, cohorts: list[Cohort], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(cohort.public_id), cohort.name) for cohort in cohorts]
        self.fields["cohort"] = forms.ChoiceField(label=_("Cohort"), choices=choices)


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Your answer"), max_length=5000, widget=AdminAutoHeightTextInput)
