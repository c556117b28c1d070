"""What is said to the payment provider about plans, and what it says of subscriptions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kit.money import Money


class Standing(StrEnum):
    """How a subscription stands, under the provider's own words for it."""

    INCOMPLETE = "incomplete"
    INCOMPLETE_EXPIRED = "incomplete_expired"
    TRIALING = "trialing"
    ACTIVE = "active"
    PAST_DUE = "past_due"
    UNPAID = "unpaid"
    PAUSED = "paused"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True)
class NewPrice:
    """A price of a plan to be known at the provider. `product_key` and `key` make asking twice harmless."""

    key: UUID
    reference: UUID
    product_id: str
    amount: Money
    interval: str


@dataclass(frozen=True, slots=True)
class SignUp:
    """A hosted page where somebody subscribes. `key` makes asking twice harmless; everything else must be the same."""

    key: UUID
    reference: UUID
    customer_id: str
    price_id: str
    trial_days: int
    return_url: str
    cancel_url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SignUpTruth:
    """How the page stands: `is_closed` without a subscription means that nobody subscribed there, nor will."""

    session_id: str
    url: str
    is_closed: bool
    subscription_id: str | None


@dataclass(frozen=True, slots=True)
class PaidInvoice:
    """An invoice of a subscription for which money came."""

    invoice_id: str
    total: Money
    price_id: str
    period_start: datetime
    period_end: datetime


@dataclass(frozen=True, slots=True)
class SubscriptionTruth:
    """How a subscription stands at the provider now.

    `unpaid_since` is when the open invoice was written whose payment failed. `skips_period` says that nothing is
    collected for the current period. `paid` are the invoices that brought money, oldest first.
    """

    subscription_id: str
    item_id: str
    standing: Standing
    price_id: str
    period_start: datetime
    period_end: datetime
    trial_ends_at: datetime | None
    cancels_at: datetime | None
    ended_at: datetime | None
    pauses: bool
    resumes_at: datetime | None
    skips_period: bool
    unpaid_since: datetime | None
    paid_with: str
    paid: Sequence[PaidInvoice] = ()
