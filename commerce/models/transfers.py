"""What is sent to sellers, what comes back of it, what is set off, and who is not to be paid for now."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.enums import TransferState
from commerce.models.orders import LineShare
from commerce.models.payout_accounts import PayoutAccount
from kit import clock
from kit.ids import PublicIdField
from kit.money import Money


class Transfer(models.Model):
    """A seller's share of a line on its way to their account; `key` is its idempotency key.

    A refused one stays as it is, and another try is another row.
    """

    public_id = PublicIdField()
    share = models.ForeignKey(LineShare, on_delete=models.PROTECT, related_name="transfers")
    account = models.ForeignKey(PayoutAccount, on_delete=models.PROTECT, related_name="transfers")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=TransferState.choices, default=TransferState.INTENDED)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    transfer_id = models.CharField(max_length=255, null=True, unique=True)
    failure = models.CharField(
        max_length=100, blank=True, help_text=_("Why it failed, under the provider's name for it.")
    )
    intended_at = models.DateTimeField(default=clock.now)
    asked_at = models.DateTimeField(null=True, help_text=_("When the provider was first asked for it."))
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        constraints = [
            models.UniqueConstraint(
                fields=["share"],
                condition=models.Q(state=TransferState.INTENDED),
                name="one_transfer_of_a_share_is_under_way",
            ),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="transfer_is_more_than_nothing"),
            models.CheckConstraint(
                condition=models.Q(state=TransferState.MADE, transfer_id__isnull=False)
                | (~models.Q(state=TransferState.MADE) & models.Q(transfer_id=None)),
                name="transfer_that_was_made_has_a_name",
            ),
        ]
        indexes = [
            models.Index(
                fields=["intended_at"], condition=models.Q(state=TransferState.INTENDED), name="transfers_under_way"
            )
        ]

    def __str__(self) -> str:
        return f"{self.share}: {self.get_state_display()}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class TransferReversal(models.Model):
    """A part of a transfer on its way back, because what it was for was given back."""

    public_id = PublicIdField()
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="reversals")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=TransferState.choices, default=TransferState.INTENDED)
    amount_minor = models.BigIntegerField()
    reversal_id = models.CharField(max_length=255, null=True, unique=True)
    failure = models.CharField(max_length=100, blank=True)
    intended_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("reversal")
        verbose_name_plural = _("reversals")
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="reversal_is_more_than_nothing"),
            models.CheckConstraint(
                condition=models.Q(state=TransferState.MADE, reversal_id__isnull=False)
                | (~models.Q(state=TransferState.MADE) & models.Q(reversal_id=None)),
                name="reversal_that_was_made_has_a_name",
            ),
        ]
        indexes = [
            models.Index(
                fields=["intended_at"], condition=models.Q(state=TransferState.INTENDED), name="reversals_under_way"
            )
        ]

    def __str__(self) -> str:
        return f"{self.transfer.share}: -{self.amount_minor}"


class SetOff(models.Model):
    """Kept back of `share` because so much too much was sent for `owed_by` and could not be taken back there."""

    share = models.ForeignKey(LineShare, on_delete=models.PROTECT, related_name="kept_back")
    owed_by = models.ForeignKey(LineShare, on_delete=models.PROTECT, related_name="made_good")
    amount_minor = models.BigIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("set-off")
        verbose_name_plural = _("set-offs")
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="set_off_is_more_than_nothing"),
            models.CheckConstraint(
                condition=~models.Q(share=models.F("owed_by")), name="a_share_is_not_set_off_against_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.share}: {self.amount_minor}"


class PayoutHold(models.Model):
    """Nothing is sent to the person until an administrator releases it. Suspended people are held without one."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="payout_holds")
    reason = models.TextField(_("reason"))
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(default=clock.now)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("payout hold")
        verbose_name_plural = _("payout holds")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(released_at=None), name="person_is_held_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.reason}"
