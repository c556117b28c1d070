from django.db import models
from django.utils.translation import gettext_lazy as _


class PriceState(models.TextChoices):
    """A price is asked for by the seller, holds once confirmed, and stays as history when another follows."""

    PROPOSED = "proposed", _("Proposed")
    ACTIVE = "active", _("Active")
    RETIRED = "retired", _("Retired")
    DECLINED = "declined", _("Declined")


class OrderState(models.TextChoices):
    """An order waits for its payment, is paid or was never; what was paid may be given back whole."""

    PENDING = "pending", _("Waiting for payment")
    PAID = "paid", _("Paid")
    REFUNDED = "refunded", _("Refunded")
    CANCELLED = "cancelled", _("Cancelled")


# Every move there is; a trigger holds the table to it (migration 0003). What is not named is refused.
ORDER_MOVES: dict[str, frozenset[str]] = {
    OrderState.PENDING: frozenset({OrderState.PAID, OrderState.CANCELLED}),
    OrderState.PAID: frozenset({OrderState.REFUNDED}),
    # Only when the bank sends a refund back: the money is ours again, and owed.
    OrderState.REFUNDED: frozenset({OrderState.PAID}),
    OrderState.CANCELLED: frozenset(),
}


class PaymentState(models.TextChoices):
    """A payment is meant before anybody is asked for it, open while the hosted page waits, then decided."""

    INTENDED = "intended", _("Being prepared")
    OPEN = "open", _("Open")
    SUCCEEDED = "succeeded", _("Succeeded")
    EXPIRED = "expired", _("Expired")


class RefundState(models.TextChoices):
    INTENDED = "intended", _("Being asked for")
    PENDING = "pending", _("Under way")
    SUCCEEDED = "succeeded", _("Given back")
    FAILED = "failed", _("Failed")


class RefundReason(models.TextChoices):
    """Why money went back. What Stripe tells of and nobody here asked for is `elsewhere`."""

    NOT_DELIVERED = "not_delivered", _("Could not be delivered")
    BY_POLICY = "by_policy", _("Given back by the buyer")
    BY_REQUEST = "by_request", _("Asked for by the buyer")
    BY_STAFF = "by_staff", _("Given back by staff")
    DISPUTE = "dispute", _("Lost in a dispute")
    ELSEWHERE = "elsewhere", _("Given back at the payment provider")


class RequestState(models.TextChoices):
    """What became of asking for money back; what was given back meanwhile needs no answer."""

    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    SETTLED = "settled", _("Given back meanwhile")


class DisputeState(models.TextChoices):
    """How a dispute stands. An inquiry moves no money yet; one that came to nothing is closed."""

    INQUIRY = "inquiry", _("The bank inquires")
    NEEDS_RESPONSE = "needs_response", _("Needs an answer")
    UNDER_REVIEW = "under_review", _("The bank decides")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")
    CLOSED = "closed", _("Closed")


class PaperKind(models.TextChoices):
    """What is handed to a buyer: that they paid, that money went back, and that it came back from the bank."""

    RECEIPT = "receipt", _("Receipt")
    CREDIT_NOTE = "credit_note", _("Credit note")
    CORRECTION = "correction", _("Correction of a credit note")


class AccountPurpose(models.TextChoices):
    """What a ledger account stands for. Debits are positive: what we have; credits negative: what we owe or earned."""

    GATEWAY = "gateway", _("Balance at the payment provider")
    GATEWAY_FEES = "gateway_fees", _("Fees of the payment provider")
    TAX = "tax", _("Tax to hand on")
    COMMISSION = "commission", _("Commission")
    DISPUTED = "disputed", _("Taken away by disputes")
    LOSSES = "losses", _("Lost by disputes beyond what was left of an order")
    PAYEE = "payee", _("Owed to a seller")


class LedgerKind(models.TextChoices):
    PAYMENT = "payment", _("Payment")
    FEE = "fee", _("Fee")
    REFUND = "refund", _("Refund")
    DISPUTE = "dispute", _("Dispute")
    LOSS = "loss", _("Loss")
    RETURN = "return", _("Refund sent back by the bank")
