"""The ledger, to be looked through: accounts with their balances, transactions with their entries and their place in
the chain, each list as CSV. For administrators; nobody writes here.
"""

from typing import Any

import django_filters
from django.db import connection
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from commerce.enums import AccountPurpose, LedgerKind
from commerce.models import LedgerAccount, LedgerTransaction
from commerce.viewsets.base import DeskViewSet
from kit.money import Money

# Whether a transaction says what its hash was made of, and follows from the one before.
LINK = """
SELECT t.hash = sha256(coalesce(t.previous_hash, ''::bytea) || convert_to(commerce_ledger_content(t.id), 'UTF8'))
    AND t.previous_hash IS NOT DISTINCT FROM
        (SELECT before.hash FROM commerce_ledgertransaction before WHERE before.number = t.number - 1)
FROM commerce_ledgertransaction t WHERE t.id = %s
"""


def balance(account: LedgerAccount) -> Money:
    return Money(account.balance_minor, account.currency)


class AccountsIndex(generic.IndexView):
    page_title = _("Accounts")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("purpose", label=_("Account"), accessor="get_purpose_display", get_url=self.get_inspect_url),
            Column("person", label=_("Person")),
            Column("currency", label=_("Currency"), sort_key="currency"),
            Column("balance", label=_("Balance"), accessor=balance, sort_key="balance_minor"),
        ]

    def get_base_queryset(self) -> QuerySet[LedgerAccount]:
        return LedgerAccount.objects.select_related("person")


class AccountPage(generic.InspectView):
    template_name = "commerce/ledger_account.html"
    MOST = 200

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = self.object.entries.select_related("transaction__order").order_by("-pk")[: self.MOST]
        return super().get_context_data(**kwargs) | {
            "balance": balance(self.object),
            "entries": [(entry, Money(entry.amount_minor, self.object.currency)) for entry in entries],
            "most": self.MOST,
        }


class TransactionFilter(WagtailFilterSet):
    kind = django_filters.MultipleChoiceFilter(choices=LedgerKind.choices, label=_("Kind"))
    purpose = django_filters.ChoiceFilter(
        choices=AccountPurpose.choices, field_name="entries__account__purpose", label=_("Account"), distinct=True
    )
    person = django_filters.CharFilter(
        field_name="entries__account__person__email", lookup_expr="iexact", label=_("Seller's address"), distinct=True
    )
    at = django_filters.DateFromToRangeFilter(label=_("Booked"), widget=DateRangePickerWidget)

    class Meta:
        model = LedgerTransaction
        fields: list[str] = []


class TransactionsIndex(generic.IndexView):
    page_title = _("Ledger")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("number", label=_("Number"), get_url=self.get_inspect_url, sort_key="number"),
            Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
            Column("order", label=_("Order"), accessor=lambda booked: booked.order or "–"),
            Column("moved", label=_("Moved"), accessor=moved),
            DateColumn("at", label=_("Booked"), sort_key="at"),
        ]

    def get_base_queryset(self) -> QuerySet[LedgerTransaction]:
        return LedgerTransaction.objects.select_related("order").prefetch_related("entries__account__person")


def moved(transaction: LedgerTransaction) -> str:
    """What stands on one side of it, by currency."""
    sums: dict[str, int] = {}
    for entry in transaction.entries.all():
        if entry.amount_minor > 0:
            sums[entry.account.currency] = sums.get(entry.account.currency, 0) + entry.amount_minor
    return ", ".join(str(Money(minor, currency)) for currency, minor in sorted(sums.items()))


class TransactionPage(generic.InspectView):
    template_name = "commerce/ledger_transaction.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        booked = self.object
        with connection.cursor() as cursor:
            cursor.execute(LINK, [booked.pk])
            (is_whole,) = cursor.fetchone()
        return super().get_context_data(**kwargs) | {
            "booked": booked,
            "is_whole": bool(is_whole),
            "hash": _in_groups(booked.hash),
            "before": _in_groups(booked.previous_hash),
            "entries": [
                (entry, Money(abs(entry.amount_minor), entry.account.currency))
                for entry in booked.entries.select_related("account__person").order_by("-amount_minor")
            ],
        }


def _in_groups(digest: Any) -> str:
    """A hash that wraps on a narrow screen."""
    return bytes(digest or b"").hex(" ", 4)


class LedgerAccountViewSet(DeskViewSet):
    model = LedgerAccount
    url_prefix = "money-accounts"
    menu_name = "ledger-accounts"
    menu_label = _("Accounts")
    menu_order = 94
    icon = "folder-open-inverse"
    list_filter = ["purpose", "currency"]
    list_export = ["get_purpose_display", "person", "currency", "balance_minor"]
    search_fields = ["person__email", "person__display_name", "purpose"]
    ordering = "purpose"
    index_view_class = AccountsIndex
    inspect_view_class = AccountPage
    inspect_template_name = "commerce/ledger_account.html"


class LedgerTransactionViewSet(DeskViewSet):
    model = LedgerTransaction
    url_prefix = "ledger"
    menu_name = "ledger"
    menu_label = _("Ledger")
    menu_order = 93
    icon = "table"
    filterset_class = TransactionFilter
    list_export = ["number", "kind", "cause", "order", "at", "in_words"]
    search_fields = ["cause", "order__number", "order__buyer__email"]
    ordering = "-number"
    index_view_class = TransactionsIndex
    inspect_view_class = TransactionPage
    inspect_template_name = "commerce/ledger_transaction.html"
