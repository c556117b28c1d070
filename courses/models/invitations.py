"""Invitations to write a course too, or to take it over; they go to an address, whoever has it."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import InvitationKind, InvitationState
from courses.models.course import Course
from kit import clock
from kit.ids import PublicIdField

OPEN_FOR = timedelta(days=14)


class CourseInvitationQuerySet(models.QuerySet["CourseInvitation"]):
    def waiting(self) -> Self:
        """Those that may still be answered."""
        return self.filter(state=InvitationState.OPEN, invited_at__gt=clock.now() - OPEN_FOR)

    def addressed_to(self, person: Any) -> Self:
        """Those that went to the person's own address, which is known to be theirs."""
        return self.filter(email=person.email.lower())


class CourseInvitation(models.Model):
    """Somebody is asked in a letter; they answer signed in with the address it went to."""

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="invitations")
    kind = models.CharField(max_length=10, choices=InvitationKind.choices)
    email = models.EmailField(_("e-mail address"), max_length=254)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(_("invited"), default=clock.now)
    state = models.CharField(max_length=10, choices=InvitationState.choices, default=InvitationState.OPEN)
    answered_at = models.DateTimeField(null=True)

    objects = CourseInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "email", "kind"],
                condition=models.Q(state=InvitationState.OPEN),
                name="address_is_invited_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["course"],
                condition=models.Q(state=InvitationState.OPEN, kind=InvitationKind.OWNER),
                name="course_is_offered_to_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.course}"
