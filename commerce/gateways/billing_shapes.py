"""What is said to the payment provider about plans, and what it says of subscriptions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from commerce.gateways.shapes import Payer, TaxBehaviour, TaxTruth
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
    """A price of a plan to be known at the provider, with where its `tax` stands; without, it is never taxed.

    `key` makes asking twice harmless.
    """

    key: UUID
    reference: UUID
    product_id: str
    amount: Money
    interval: str
    tax: TaxBehaviour | None = None


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
    is_taxed: bool = False


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
class TaxedInvoice:
    """A paid invoice with the taxes in its whole total, of which credits may have paid a part; and whose it is."""

    total_minor: int
    paid_minor: int
    taxes: Sequence[TaxTruth]
    payer: Payer


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


@dataclass(frozen=True, slots=True)
class PriceChange:
    """Going over to another price, as of a moment in the present period; None on trial, where nothing is divided.

    The difference for the rest of the period is collected `at_once` or with the next period.
    """

    subscription_id: str
    price_id: str
    at_once: bool
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class PreviewedInvoice:
    """An invoice that would be written: what is charged, less what is credited, with its tax; and what of it is due.

    `credit_minor` is what the subscriber has left of credits after it. `tax_minor` is all tax in `total_minor`.
    """

    currency: str
    charged_minor: int
    credited_minor: int
    tax_minor: int
    total_minor: int
    due_minor: int
    credit_minor: int
    charged_until: datetime
