"""What the provider paid to sellers' banks, as it says itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.enums import PayoutState
from commerce.models.payout_accounts import PayoutAccount
from kit import clock
from kit.money import Money


class Payout(models.Model):
    """One payout of an account. Even one that was paid may fail some days later."""

    account = models.ForeignKey(PayoutAccount, on_delete=models.PROTECT, related_name="payouts")
    payout_id = models.CharField(max_length=255, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=PayoutState.choices)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    begun_at = models.DateTimeField(_("begun"))
    arrives_on = models.DateField(_("arrives"))
    failure_code = models.CharField(max_length=60, blank=True)
    failure = models.CharField(max_length=500, blank=True, help_text=_("Why it failed, in the provider's words."))
    noted_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        indexes = [models.Index(fields=["account", "-begun_at"], name="payouts_of_an_account")]

    def __str__(self) -> str:
        return f"{self.payout_id}: {self.get_state_display()}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)
