"""Forms of the editor about people. They read input; operations decide."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm

from accounts.enums import Role
from accounts.models import User
from accounts.operations.passwords import change_password
from accounts.operations.pauses import pause_role, resume_role
from accounts.operations.profiles import update_profile
from accounts.operations.sign_in import check_admin_sign_in
from kit.errors import DomainError, InvalidInput
from kit.visitors import visitor_of


def lines_of(refusal: DomainError) -> list[str]:
    """What a person reads of a refusal."""
    if isinstance(refusal, InvalidInput):
        return [line for lines in refusal.fields.values() for line in lines]
    return [str(refusal)]


class AdminSignInForm(LoginForm):
    """The editor's sign-in: the same accounts, limits and words as the API's."""

    def clean(self) -> dict[str, Any]:
        email, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if email and password:
            try:
                self.user_cache = check_admin_sign_in(email, password, visitor=visitor_of(self.request))
            except DomainError as refusal:
                raise ValidationError(str(refusal), code=refusal.reason) from None
        return dict(self.cleaned_data)


class DisplayNameForm(forms.Form):
    """One's own name on the account page."""

    display_name = forms.CharField(label=_("Name"), max_length=80)

    def __init__(self, data: Any, *, person: User, prefix: str) -> None:
        self.person = person
        super().__init__(data, initial={"display_name": person.display_name}, prefix=prefix)

    def save(self) -> None:
        update_profile(self.person, actor=self.person, display_name=self.cleaned_data["display_name"])


class PasswordForm(forms.Form):
    """One's own password on the account page; left empty it changes nothing."""

    current_password = forms.CharField(
        label=_("Current password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password = forms.CharField(
        label=_("New password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("8 to 128 characters. Your other devices are signed out."),
    )

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("new_password"):
            return self.cleaned_data
        try:
            change_password(
                self.request.user,
                current=self.cleaned_data["current_password"],
                new=self.cleaned_data["new_password"],
                keep=self.request.device,
                actor=self.request.user,
                visitor=visitor_of(self.request),
            )
        except InvalidInput as refusal:
            raise ValidationError({name: list(lines) for name, lines in refusal.fields.items()}) from None
        except DomainError as refusal:
            # The panel shows what is wrong beside its fields only.
            raise ValidationError({"current_password": str(refusal)}) from None
        return self.cleaned_data

    def save(self) -> None:
        """The change was made when the form was found right, since only the operation knows whether it is."""


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person reads it; it stays in the log."),
    )


class NoForm(forms.Form):
    """Nothing to fill in, only to confirm."""


class RoleForm(forms.Form):
    """Chooses among `roles`."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(role.value, role.label) for role in roles]
        self.fields["role"] = forms.ChoiceField(label=_("Role"), choices=choices)


class PausesForm(forms.Form):
    """One's own roles for the public: ticked ones are paused.

    The account page sends all its panels at once, and may be older than a pause made elsewhere: only what differs from
    what it showed is changed.
    """

    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, data: Any, *, person: User, prefix: str) -> None:
        self.person = person
        self.grants = [grant for grant in person.role_grants.held().order_by("pk") if grant.can_pause]
        super().__init__(data, prefix=prefix)
        self.fields["shown"].initial = " ".join(grant.role for grant in self.grants if grant.paused_at)
        for grant in self.grants:
            self.fields[grant.role] = forms.BooleanField(
                label=_("Pause: %(role)s") % {"role": grant.get_role_display()},
                required=False,
                initial=grant.paused_at is not None,
                help_text=_(
                    "Your page and your courses are not found and nobody new joins them; your learners keep them."
                )
                if grant.role == Role.PRODUCER
                else _("Nobody meets you in this role until you untick it."),
            )

    def save(self) -> None:
        shown_as_paused = set(self.cleaned_data["shown"].split())
        for grant in self.grants:
            is_ticked = self.cleaned_data[grant.role]
            if is_ticked != (grant.role in shown_as_paused):
                act = pause_role if is_ticked else resume_role
                act(self.person, Role(grant.role), actor=self.person)


class ForgottenForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("8 to 128 characters. All your devices are signed out."),
    )
