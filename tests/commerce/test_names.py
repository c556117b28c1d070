"""What each row of money is called where people read of it: in choices, in the log, in what goes wrong."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from accounts.models import User
from commerce import models

THING = UUID(int=7)
THEN = datetime(2026, 3, 1, tzinfo=UTC)
ORDER = models.Order(number="7K3M-9QTA")
LINE = models.OrderLine(order=ORDER, title="Pliés")
ADA = User(display_name="Ada of the Barre", email="ada@example.org")
SHARE = models.LineShare(line=LINE, payee=ADA, amount_minor=4249)
PAYMENT = models.Payment(order=ORDER, state="succeeded")
REFUND = models.Refund(payment=PAYMENT, amount_minor=900)
COUPON = models.Coupon(code="SPRING")
SUBSCRIPTION = models.Subscription(
    subscriber=ADA, price=models.PlanPrice(plan=models.Plan(name="All access"), interval="month", amount_minor=1900)
)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (models.CartItem(title="Pliés"), "Pliés"),
        (models.CouponThing(coupon=COUPON, sellable_id=THING), f"SPRING: {THING}"),
        (models.CouponUse(coupon=COUPON, order=ORDER), "SPRING: 7K3M-9QTA"),
        (models.DisputeFile(name="log.pdf"), "log.pdf"),
        (models.Gift(line=LINE, recipient_name="Ana"), "Pliés for Ana"),
        (models.RefundTerms(order=ORDER, days=14, progress_percent=30), "7K3M-9QTA: 14 days, 30 %"),
        (
            models.LedgerEntry(account=models.LedgerAccount(purpose="gateway", currency="EUR"), amount_minor=-5),
            f"{models.LedgerAccount(purpose='gateway', currency='EUR')}: -5",
        ),
        (SHARE, f"{ADA}: 4249"),
        (models.Paper(kind="credit_note", year=2026, number=7), "C2026-000007"),
        (models.PaperSeries(kind="receipt", year=2026, last=12), "Receipt 2026: 12"),
        (models.ProviderEntry(kind="charge", source="ch_1", entry_id="txn_1"), "charge ch_1"),
        (models.ProviderEntry(kind="adjustment", entry_id="txn_1"), "adjustment txn_1"),
        (models.Finding(kind="missing_here", what="ch_1"), "Moved at the provider, not known here: ch_1"),
        (models.Sale(sellable_id=THING, starts_at=THEN, ends_at=THEN + timedelta(days=7)),
         f"{THING}: 2026-03-01 to 2026-03-08"),
        (models.SaleAmount(amount_minor=500, currency="EUR"), "500 EUR"),
        (models.SellingSettings(), "selling"),
        (models.Signal(kind="risk", reason="A high one."), "The payment provider sees a risk: A high one."),
        (PAYMENT, "7K3M-9QTA: Succeeded"),
        (REFUND, "7K3M-9QTA: 900"),
        (models.RefundPart(refund=REFUND, line=LINE, amount_minor=300), "Pliés: 300"),
        (models.PayoutAccount(person=ADA, state="ready"), f"{ADA}: Ready"),
        (models.Payout(payout_id="po_1", state="paid"), "po_1: Paid"),
        (models.PlanCustomer(person=ADA, customer_id="cus_1"), f"{ADA}: cus_1"),
        (models.PlanCustomer(person=ADA), f"{ADA}: "),
        (models.Price(amount_minor=4900, currency="EUR"), "4900 EUR"),
        (models.CommissionTerm(basis_points=1750), "17.5 %"),
        (models.SellerTerm(basis_points=1750), "17.5 %"),
        (models.SellerTerm(basis_points=None), "–"),
        (models.PlanGrant(subscription=SUBSCRIPTION, sellable_kind="course", sellable_id=THING),
         f"{SUBSCRIPTION}: course {THING}"),
        (models.PlanInvoice(invoice_id="in_1"), "in_1"),
        (models.Transfer(share=SHARE, state="made"), f"{ADA}: 4249: Made"),
        (models.TransferReversal(transfer=models.Transfer(share=SHARE), amount_minor=340), f"{ADA}: 4249: -340"),
        (models.SetOff(share=SHARE, amount_minor=850), f"{ADA}: 4249: 850"),
        (models.PayoutHold(person=ADA, reason="A complaint."), f"{ADA}: A complaint."),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else "",
)  # fmt: skip
def test_a_row_says_what_it_is(row, name):
    assert str(row) == name
