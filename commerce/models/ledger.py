"""Double entry, append-only, balanced and chained by the database itself (DESIGN 6, FAULTS C10).

Rows are only ever added, by `commerce.operations.ledger`. Triggers (migration 0003) refuse changes, keep each account's
balance, and at commit refuse a transaction that does not sum to zero, number it and chain its hash to the one before.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.enums import OF_NO_ORDER, AccountPurpose, LedgerKind
from commerce.models.orders import Order
from kit import clock


class LedgerAccount(models.Model):
    """One account per purpose, person and currency. The balance is the sum of its entries, kept by a trigger."""

    purpose = models.CharField(max_length=20, choices=AccountPurpose.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    currency = models.CharField(max_length=3)
    balance_minor = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "person", "currency"], nulls_distinct=False, name="one_account_for_a_purpose"
            ),
            models.CheckConstraint(
                condition=models.Q(purpose=AccountPurpose.PAYEE, person__isnull=False)
                | (~models.Q(purpose=AccountPurpose.PAYEE) & models.Q(person=None)),
                name="accounts_of_payees_have_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.person or ''} {self.currency}"


class LedgerTransaction(models.Model):
    """Why money moved. `kind` and `cause` together happen once; number and hashes are given at commit."""

    number = models.BigIntegerField(null=True, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=LedgerKind.choices)
    cause = models.CharField(max_length=255, help_text=_("What it was, under the provider's name for it."))
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="ledger_transactions")
    at = models.DateTimeField(default=clock.now)
    previous_hash = models.BinaryField(null=True, editable=False)
    hash = models.BinaryField(null=True, editable=False)

    class Meta:
        verbose_name = _("ledger transaction")
        verbose_name_plural = _("ledger transactions")
        constraints = [
            models.UniqueConstraint(fields=["kind", "cause"], name="a_cause_is_booked_once"),
            models.CheckConstraint(
                condition=models.Q(order__isnull=False) | models.Q(kind__in=OF_NO_ORDER),
                name="only_our_own_money_has_no_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.cause}"

    @property
    def in_words(self) -> str:
        """Its entries in one line, for lists and exports."""
        return "; ".join(f"{entry.account}: {entry.amount_minor}" for entry in self.entries.all())


class LedgerEntry(models.Model):
    """One side of a transaction: debits positive, credits negative, in minor units of the account's currency."""

    transaction = models.ForeignKey(LedgerTransaction, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="entries")
    amount_minor = models.BigIntegerField()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        constraints = [
            models.UniqueConstraint(fields=["transaction", "account"], name="account_stands_once_in_a_transaction"),
            models.CheckConstraint(condition=~models.Q(amount_minor=0), name="entry_moves_something"),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.amount_minor}"
