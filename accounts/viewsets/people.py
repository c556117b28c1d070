"""People in the editor: found, looked at, and acted on by operations only."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.search import SearchArea
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.boolean_radio_select import BooleanRadioSelect
from wagtail.users.views.users import HistoryView, UserViewSet

from accounts.enums import Role, RoleState
from accounts.forms import lines_of
from accounts.models import RoleGrant, TokenFamily, User
from accounts.operations.profiles import update_profile
from accounts.operations.sign_up import refuse_bad_name
from kit.errors import InvalidInput


class PeopleFilterSet(WagtailFilterSet):
    """By role, by being open or suspended."""

    role = django_filters.MultipleChoiceFilter(
        label=_("Role"), choices=Role.choices, method="holding", widget=CheckboxSelectMultiple
    )
    is_active = django_filters.BooleanFilter(label=_("Open"), widget=BooleanRadioSelect)

    class Meta:
        model = User
        fields: list[str] = []

    def holding(self, people: QuerySet[User], name: str, roles: list[str]) -> QuerySet[User]:
        return people.filter(role_grants__role__in=roles, role_grants__ended_at=None).distinct()


class PeopleIndex(generic.IndexView):
    page_title = _("People")
    search_fields = ["email", "display_name"]

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("display_name", label=_("Name"), sort_key="display_name", get_url=self.get_edit_url),
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column("roles", label=_("Roles"), accessor=_role_names),
            Column("state", label=_("State"), accessor=lambda p: _("Open") if p.is_active else _("Suspended")),
            DateColumn("date_joined", label=_("Joined"), sort_key="date_joined"),
            DateColumn("last_login", label=_("Last sign-in"), sort_key="last_login"),
        ]

    def get_base_queryset(self) -> QuerySet[User]:
        return User.objects.all().prefetch_related("role_grants")

    def search_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        if not self.is_searching:
            return queryset
        words = self.search_query
        return queryset.filter(Q(email__icontains=words) | Q(display_name__icontains=words))


class PersonForm(forms.ModelForm):
    """The name only: address, password, roles and state have operations of their own."""

    class Meta:
        model = User
        fields = ["display_name"]

    def clean_display_name(self) -> str:
        name = str(self.cleaned_data["display_name"])
        try:
            refuse_bad_name(name)
        except InvalidInput as refusal:
            raise forms.ValidationError(lines_of(refusal)) from None
        return name


class PersonView(generic.EditView):
    """One person: name, roles, requests, devices, consent, and what may be done."""

    template_name = "accounts/admin/person.html"
    context_object_name = "person"

    def save_instance(self) -> User:
        person = User.objects.get(pk=self.object.pk)
        update_profile(person, actor=self.request.user, display_name=self.form.cleaned_data["display_name"])
        return person

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = User.objects.get(pk=self.object.pk)
        return super().get_context_data(**kwargs) | {
            "roles": person.role_grants.select_related("granted_by").order_by("-granted_at")[:50],
            "requests": person.role_requests.select_related("decided_by")[:50],
            "devices": TokenFamily.objects.alive().filter(person=person).order_by("-last_seen_at")[:50],
            "terms": person.terms_acceptances.order_by("-accepted_at")[:10],
            "is_suspended": not person.is_active,
            "may_pause": any(grant.can_pause for grant in person.role_grants.active()),
            "may_resume": person.role_grants.held().exclude(paused_at=None).exists(),
        }


class PeopleViewSet(UserViewSet):
    """In place of Wagtail's users; the addresses stay the same."""

    menu_name = "people"
    menu_label = _("People")
    icon = "user"
    ordering = "-date_joined"
    filterset_class = PeopleFilterSet
    copy_view_enabled = False
    inspect_view_enabled = False

    index_view_class = PeopleIndex
    edit_view_class = PersonView
    history_view_class = HistoryView

    index_template_name = "wagtailadmin/generic/index.html"
    index_results_template_name = "wagtailadmin/generic/listing_results.html"
    edit_template_name = "accounts/admin/person.html"

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return PersonForm

    def get_search_area(self) -> SearchArea:
        return self.search_area_class(
            _("People"), reverse(self.get_url_name("index")), name="people", icon_name="user", order=600
        )


def _role_names(person: User) -> str:
    held = [grant for grant in person.role_grants.all() if grant.ended_at is None]
    return ", ".join(sorted(_role_name(grant) for grant in held))


def _role_name(grant: RoleGrant) -> str:
    name = str(Role(grant.role).label)
    return f"{name} ({RoleState.PAUSED.label})" if grant.paused_at else name
