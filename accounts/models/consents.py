"""What a person agreed to and asked for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import RequestState, Role
from accounts.models.users import User
from kit import clock
from kit.ids import PublicIdField


class TermsAcceptance(models.Model):
    """The terms a person accepted, the age they stated, and who answers for them when they are under age."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="terms_acceptances")
    terms_version = models.CharField(_("version"), max_length=20)
    is_of_age = models.BooleanField(_("of age"))
    age_limit = models.PositiveSmallIntegerField(_("age asked for"))
    guardian_email = models.EmailField(_("guardian's e-mail"), max_length=254, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), default=clock.now)

    class Meta:
        verbose_name = _("accepted terms")
        verbose_name_plural = _("accepted terms")
        constraints = [
            models.UniqueConstraint(fields=["person", "terms_version"], name="terms_are_accepted_once"),
            models.CheckConstraint(
                condition=models.Q(is_of_age=True) | ~models.Q(guardian_email=""), name="minor_has_a_guardian"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.terms_version}"


class RoleRequest(models.Model):
    """A person asks for a role that is granted, not taken; an administrator decides."""

    public_id = PublicIdField()
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_requests")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    note = models.TextField(_("why"), max_length=2000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=RequestState.choices, default=RequestState.OPEN)
    created_at = models.DateTimeField(_("asked"), default=clock.now)
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(_("reason"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("role request")
        verbose_name_plural = _("role requests")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=models.Q(state=RequestState.OPEN),
                name="role_is_requested_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
