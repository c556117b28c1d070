"""Where sellers are paid: their accounts at the payment provider, as it last said they stand."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.enums import PayoutAccountState, PayoutCountry, PayoutInterface
from kit import clock
from kit.ids import PublicIdField


class PayoutAccount(models.Model):
    """One person's account at the provider. `key` is the one it is opened under, with e-mail, name and country as then.

    `wants` are the provider's requirements: `{"code", "waits_for_payee", "is_past_due"}` each.
    """

    public_id = PublicIdField()
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="payout_account")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    interface = models.CharField(max_length=12, choices=PayoutInterface.choices)
    country = models.CharField(max_length=2, choices=PayoutCountry.choices)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=80)
    account_id = models.CharField(max_length=255, null=True, unique=True)
    state = models.CharField(max_length=10, choices=PayoutAccountState.choices, default=PayoutAccountState.INTENDED)
    wants = models.JSONField(default=list)
    due_at = models.DateTimeField(null=True, help_text=_("By when the provider has to be told what it wants."))
    intended_at = models.DateTimeField(default=clock.now)
    asked_at = models.DateTimeField(null=True, help_text=_("When the provider was asked for what stands here."))
    payouts_read_at = models.DateTimeField(null=True, help_text=_("When its payouts to the bank were asked for."))

    class Meta:
        verbose_name = _("payout account")
        verbose_name_plural = _("payout accounts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=PayoutAccountState.INTENDED) | models.Q(account_id__isnull=False),
                name="payout_account_that_exists_has_a_name_there",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_state_display()}"

    @property
    def is_ready(self) -> bool:
        return self.state == PayoutAccountState.READY
