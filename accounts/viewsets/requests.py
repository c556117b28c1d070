"""Requests for roles, to be decided."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.enums import RequestState
from accounts.forms import lines_of
from accounts.models import RoleRequest
from accounts.operations.roles import decline_request, grant_request
from kit.errors import DomainError


class DecisionForm(forms.ModelForm):
    """Yes, or no with a reason."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=[("grant", _("Grant")), ("decline", _("Decline"))], widget=forms.RadioSelect
    )

    class Meta:
        model = RoleRequest
        fields = ["reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"reason": _("When you decline: the person reads it.")}


class RequestsIndex(generic.IndexView):
    page_title = _("Role requests")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("person", label=_("Person"), accessor=str, get_url=self.get_edit_url),
            Column("note", label=_("Why")),
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
            DateColumn("created_at", label=_("Asked"), sort_key="created_at"),
        ]

    def get_base_queryset(self) -> QuerySet[RoleRequest]:
        return RoleRequest.objects.select_related("person")


class DecideRequest(generic.EditView):
    template_name = "accounts/admin/role_request.html"
    page_title = _("Role request")
    submit_button_label = _("Decide")
    success_message = _("Decided.")

    def form_valid(self, form: DecisionForm) -> HttpResponse:
        request = RoleRequest.objects.get(pk=self.object.pk)
        try:
            if form.cleaned_data["decision"] == "grant":
                grant_request(request, actor=self.request.user)
            else:
                decline_request(request, reason=form.cleaned_data["reason"], actor=self.request.user)
        except DomainError as refusal:
            form.add_error(None, lines_of(refusal))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        messages.success(self.request, self.success_message)
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"is_open": self.object.state == RequestState.OPEN}


class RoleRequestViewSet(ModelViewSet):
    model = RoleRequest
    url_prefix = "role-requests"
    menu_name = "role-requests"
    menu_label = _("Role requests")
    menu_order = 610
    icon = "group"
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_filter = ["state", "role"]
    search_fields = ["person__email", "person__display_name"]
    ordering = "-created_at"
    index_view_class = RequestsIndex
    edit_view_class = DecideRequest
    edit_template_name = "accounts/admin/role_request.html"

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return DecisionForm
