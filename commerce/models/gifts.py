"""Gifts: a thing of an order that is for somebody else, who may not have an account yet."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.enums import GiftState
from commerce.models.orders import OrderLine
from kit import clock
from kit.ids import PublicIdField

LONGEST_NAME = 100
LONGEST_MESSAGE = 1000


class GiftQuerySet(models.QuerySet["Gift"]):
    def readable_by(self, person: object) -> Self:
        """Those that one gives oneself."""
        return self.filter(line__buyer=getattr(person, "pk", None))

    def waiting(self) -> Self:
        """Paid for, and neither accepted nor given back."""
        return self.filter(accepted_at=None, line__granted_at__isnull=False, line__revoked_at=None)

    def to_be_sent(self) -> Self:
        """Those whose letter is due."""
        return self.waiting().filter(sent_at=None, send_at__lte=clock.now())


class Gift(models.Model):
    """What the giver of an order's line says to whom, and what became of it.

    Its link holds a code that is made from our secret, the gift and its `turn`; what is kept is the code's hash. With
    another address comes another turn, and the earlier link opens nothing any more.
    """

    public_id = PublicIdField()
    line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="gift")
    recipient_name = models.CharField(_("for"), max_length=LONGEST_NAME)
    recipient_email = models.EmailField(_("their address"))
    message = models.CharField(_("message"), max_length=LONGEST_MESSAGE, blank=True)
    send_on = models.DateField(null=True, help_text=_("The day, where the giver lives; at once without one."))
    send_at = models.DateTimeField(default=clock.now, help_text=_("The moment before which no letter goes out."))
    turn = models.PositiveIntegerField(default=1, help_text=_("Counts the addresses it was given."))
    code_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(null=True, help_text=_("When its letter went out; empty while one is to go out."))
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = GiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("gift")
        verbose_name_plural = _("gifts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted_at=None, accepted_by=None)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="accepted_gift_has_an_owner",
            ),
            models.CheckConstraint(condition=models.Q(turn__gte=1), name="gift_has_a_turn"),
            models.CheckConstraint(condition=~models.Q(recipient_email=""), name="gift_has_an_address"),
        ]
        indexes = [
            models.Index(
                fields=["send_at"], condition=models.Q(sent_at=None, accepted_at=None), name="gifts_to_be_sent"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} for {self.recipient_name}"

    @property
    def state(self) -> GiftState:
        if self.line.revoked_at is not None:
            return GiftState.GIVEN_BACK
        if self.line.granted_at is None:
            return GiftState.UNPAID
        if self.accepted_at is not None:
            return GiftState.ACCEPTED
        return GiftState.WAITING if self.sent_at is None else GiftState.SENT
