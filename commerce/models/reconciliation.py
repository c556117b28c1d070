"""What moved on our balance at the provider, as it tells itself, and what comparing that with our books found."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.enums import FindingKind
from commerce.models.orders import Order
from kit import clock
from kit.ids import PublicIdField
from kit.money import Money


class ProviderEntryQuerySet(models.QuerySet["ProviderEntry"]):
    def unmatched(self) -> Self:
        return self.filter(matched_at=None)


class ProviderEntry(models.Model):
    """One movement of our balance. `source` moved it, `about` is what that belongs to, both by their names there.

    `amount_minor` has its sign; what the balance changed by is that less the fee.
    """

    entry_id = models.CharField(max_length=255, unique=True)
    kind = models.CharField(_("kind"), max_length=60)
    source = models.CharField(max_length=255, blank=True)
    about = models.CharField(max_length=255, blank=True)
    reference = models.UUIDField(null=True, help_text=_("Our own payment's, where the provider kept it."))
    amount_minor = models.BigIntegerField()
    fee_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    happened_at = models.DateTimeField(_("moved"))
    read_at = models.DateTimeField(default=clock.now)
    matched_at = models.DateTimeField(null=True, help_text=_("When it was found to be just what is booked here."))

    objects = ProviderEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("movement at the provider")
        verbose_name_plural = _("movements at the provider")
        indexes = [
            models.Index(fields=["source"], name="entries_of_a_source"),
            models.Index(fields=["happened_at"], condition=models.Q(matched_at=None), name="entries_to_be_matched"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source or self.entry_id}"


class Reconciliation(models.Model):
    """One comparison of everything up to `until_at`. `read_up_to` is the last movement read of a run that stopped."""

    public_id = PublicIdField()
    from_at = models.DateTimeField(_("from"))
    until_at = models.DateTimeField(_("until"))
    began_at = models.DateTimeField(_("began"), default=clock.now)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    read_up_to = models.CharField(max_length=255, blank=True)
    was_read_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    entries = models.PositiveIntegerField(_("movements"), default=0)
    matched = models.PositiveIntegerField(_("found to match"), default=0)

    class Meta:
        verbose_name = _("reconciliation")
        verbose_name_plural = _("reconciliations")
        constraints = [
            models.CheckConstraint(condition=models.Q(from_at__lt=models.F("until_at")), name="comparison_has_a_span"),
            models.UniqueConstraint(
                fields=["from_at", "until_at"],
                condition=models.Q(finished_at=None),
                name="span_is_compared_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_at:%Y-%m-%d} – {self.until_at:%Y-%m-%d %H:%M}"


class Finding(models.Model):
    """Something that differs: ours and theirs in minor units, each with its currency, where there is one."""

    reconciliation = models.ForeignKey(Reconciliation, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=14, choices=FindingKind.choices)
    what = models.CharField(max_length=255, help_text=_("Under the provider's name for it, where it has one."))
    entry = models.ForeignKey(ProviderEntry, on_delete=models.PROTECT, null=True, related_name="findings")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="+")
    ours_minor = models.BigIntegerField(null=True)
    ours_currency = models.CharField(max_length=3, blank=True)
    theirs_minor = models.BigIntegerField(null=True)
    theirs_currency = models.CharField(max_length=3, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.what}"

    @property
    def ours(self) -> Money | None:
        return None if self.ours_minor is None else Money(self.ours_minor, self.ours_currency)

    @property
    def theirs(self) -> Money | None:
        return None if self.theirs_minor is None else Money(self.theirs_minor, self.theirs_currency)
