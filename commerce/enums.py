from django.db import models
from django.utils.translation import gettext_lazy as _


class PriceState(models.TextChoices):
    """A price is asked for by the seller, holds once confirmed, and stays as history when another follows."""

    PROPOSED = "proposed", _("Proposed")
    ACTIVE = "active", _("Active")
    RETIRED = "retired", _("Retired")
    DECLINED = "declined", _("Declined")


class BorneBy(models.TextChoices):
    """Who forgoes what a coupon takes off. The platform forgoes its commission at most; sellers get theirs whole."""

    SELLER = "seller", _("The price is lower, before commission")
    PLATFORM = "platform", _("The commission is lower, down to nothing")


class BundleState(models.TextChoices):
    """A seller proposes a bundle, an administrator confirms it, and either takes it back."""

    PROPOSED = "proposed", _("Waits to be confirmed")
    OFFERED = "offered", _("Offered")
    WITHDRAWN = "withdrawn", _("Withdrawn")


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


class GiftState(models.TextChoices):
    """How a gift stands: its letter waits for its day or its turn, has gone out, or was answered."""

    UNPAID = "unpaid", _("Not paid for")
    WAITING = "waiting", _("To be sent")
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    GIVEN_BACK = "given_back", _("Given back")


class PaperKind(models.TextChoices):
    """What is handed to a buyer: that they paid, that money went back, and that it came back from the bank."""

    RECEIPT = "receipt", _("Receipt")
    CREDIT_NOTE = "credit_note", _("Credit note")
    CORRECTION = "correction", _("Correction of a credit note")


class TaxMode(models.TextChoices):
    """Whether the payment provider works tax out, and where it stands: within the prices or on top of them."""

    OFF = "off", _("No tax")
    INCLUDED = "included", _("Prices include tax")
    ADDED = "added", _("Tax is added to prices")


class AccountPurpose(models.TextChoices):
    """What a ledger account stands for. Debits are positive: what we have; credits negative: what we owe or earned."""

    GATEWAY = "gateway", _("Balance at the payment provider")
    GATEWAY_FEES = "gateway_fees", _("Fees of the payment provider")
    TAX = "tax", _("Tax to hand on")
    COMMISSION = "commission", _("Commission")
    DISPUTED = "disputed", _("Taken away by disputes")
    LOSSES = "losses", _("Lost by disputes beyond what was left of an order")
    PLANS = "plans", _("From plans, to be shared among sellers")
    BANK = "bank", _("Paid out to our own bank")
    PAYEE = "payee", _("Owed to a seller")


class LedgerKind(models.TextChoices):
    PAYMENT = "payment", _("Payment")
    FEE = "fee", _("Fee")
    REFUND = "refund", _("Refund")
    DISPUTE = "dispute", _("Dispute")
    LOSS = "loss", _("Loss")
    RETURN = "return", _("Refund sent back by the bank")
    TRANSFER = "transfer", _("Transfer to a seller")
    REVERSAL = "reversal", _("Transfer taken back")
    SHARE = "share", _("Part of a plan shared out")
    PAYOUT = "payout", _("Between our balance and our bank")


# What may be booked for no order: our own money, and what the provider takes for nothing that was sold.
OF_NO_ORDER = (LedgerKind.PAYOUT, LedgerKind.FEE)


class PlanInterval(models.TextChoices):
    """In which rhythm a plan is paid."""

    MONTH = "month", _("a month")
    YEAR = "year", _("a year")


class SubscriptionState(models.TextChoices):
    """How a subscription stands. It is `opening` until the hosted page is done with, and over for good at the end."""

    OPENING = "opening", _("Not begun yet")
    TRIALING = "trialing", _("On trial")
    ACTIVE = "active", _("Active")
    PAST_DUE = "past_due", _("Payment failed")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")
    GIVEN_UP = "given_up", _("Never begun")


LIVE_SUBSCRIPTIONS = (
    SubscriptionState.OPENING,
    SubscriptionState.TRIALING,
    SubscriptionState.ACTIVE,
    SubscriptionState.PAST_DUE,
    SubscriptionState.PAUSED,
)


class PayoutAccountState(models.TextChoices):
    """Whether a seller can be paid, as the payment provider says."""

    INTENDED = "intended", _("Being opened")
    MISSING = "missing", _("Details are missing")
    VERIFYING = "verifying", _("Being checked")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Closed by the payment provider")


class PayoutInterface(models.TextChoices):
    """Through which of Stripe's interfaces an account was opened; both lead to the same Express dashboard."""

    ACCOUNTS_V2 = "accounts_v2", _("Accounts v2")
    EXPRESS_V1 = "express_v1", _("Express accounts (v1)")


class PayoutCountry(models.TextChoices):
    """Where sellers can be paid."""

    AUSTRIA = "AT", _("Austria")
    AUSTRALIA = "AU", _("Australia")
    BELGIUM = "BE", _("Belgium")
    BULGARIA = "BG", _("Bulgaria")
    CANADA = "CA", _("Canada")
    CROATIA = "HR", _("Croatia")
    CYPRUS = "CY", _("Cyprus")
    CZECHIA = "CZ", _("Czechia")
    DENMARK = "DK", _("Denmark")
    ESTONIA = "EE", _("Estonia")
    FINLAND = "FI", _("Finland")
    FRANCE = "FR", _("France")
    GERMANY = "DE", _("Germany")
    GREECE = "GR", _("Greece")
    HUNGARY = "HU", _("Hungary")
    IRELAND = "IE", _("Ireland")
    ITALY = "IT", _("Italy")
    JAPAN = "JP", _("Japan")
    LATVIA = "LV", _("Latvia")
    LITHUANIA = "LT", _("Lithuania")
    LUXEMBOURG = "LU", _("Luxembourg")
    MALTA = "MT", _("Malta")
    NETHERLANDS = "NL", _("Netherlands")
    NEW_ZEALAND = "NZ", _("New Zealand")
    NORWAY = "NO", _("Norway")
    POLAND = "PL", _("Poland")
    PORTUGAL = "PT", _("Portugal")
    ROMANIA = "RO", _("Romania")
    SLOVAKIA = "SK", _("Slovakia")
    SLOVENIA = "SI", _("Slovenia")
    SPAIN = "ES", _("Spain")
    SWEDEN = "SE", _("Sweden")
    SWITZERLAND = "CH", _("Switzerland")
    UNITED_KINGDOM = "GB", _("United Kingdom")
    UNITED_STATES = "US", _("United States")


class TransferState(models.TextChoices):
    """A transfer to a seller, or its way back, is meant before it is asked for; then made, refused, or called off."""

    INTENDED = "intended", _("Under way")
    MADE = "made", _("Made")
    FAILED = "failed", _("Failed")
    CALLED_OFF = "called_off", _("Called off")


# Every move there is, for transfers and their reversals; triggers hold both tables to it (migration 0013).
TRANSFER_MOVES: dict[str, frozenset[str]] = {
    TransferState.INTENDED: frozenset({TransferState.MADE, TransferState.FAILED, TransferState.CALLED_OFF}),
    TransferState.MADE: frozenset(),
    TransferState.FAILED: frozenset(),
    TransferState.CALLED_OFF: frozenset(),
}


class FindingKind(models.TextChoices):
    """In what the provider's account of our balance and our books differ."""

    MISSING_HERE = "missing_here", _("Moved at the provider, not known here")
    MISSING_THERE = "missing_there", _("Booked here, not moved at the provider")
    AMOUNT = "amount", _("Another amount")
    FEE = "fee", _("Another fee")
    CURRENCY = "currency", _("Another currency")
    MENDED = "mended", _("Not known here before, booked now")


class PayoutState(models.TextChoices):
    """A payout from a seller's account at the provider to their bank, as the provider says."""

    PENDING = "pending", _("Being prepared")
    IN_TRANSIT = "in_transit", _("On its way to the bank")
    PAID = "paid", _("Paid")
    FAILED = "failed", _("Failed")
    CANCELED = "canceled", _("Called off")


class SignalKind(models.TextChoices):
    """Why somebody should look at an order. None of them is proof of anything."""

    BANK_WARNING = "bank_warning", _("The card's bank warns of fraud")
    RISK = "risk", _("The payment provider sees a risk")
    DECLINED = "declined", _("Many declined tries")
    SHARED_CARD = "shared_card", _("One card, many accounts")
    REJOINED = "rejoined", _("Given back and bought again")
    RETURNS = "returns", _("Gives back often")
    DISPUTES = "disputes", _("Disputed before")
    PRICE = "price", _("Out of the usual price")
    OWN_SALE = "own_sale", _("Bought by who sells it")


class CheckState(models.TextChoices):
    """What became of an order that was looked at."""

    QUIET = "quiet", _("Nothing to see")
    WAITING = "waiting", _("To look at")
    CLEARED = "cleared", _("Cleared")
    STOPPED = "stopped", _("Given back and suspended")
