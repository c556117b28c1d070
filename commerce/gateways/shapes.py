"""What is said to a payment provider and what it says, in our own words and our own minor units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from kit.money import Money


class GatewayUnavailable(Exception):
    """Nobody knows whether it was done: ask again under the same key."""


class GatewayRefused(Exception):
    """It was not done, and asking the same again will not do it."""


class PaymentDeclined(GatewayRefused):
    """Who pays was asked, and their bank said no, or wants them to confirm it: nothing was done."""


class SignatureRefused(Exception):
    """A webhook that the provider did not sign, or signed too long ago, or for somebody else."""


class TaxBehaviour(StrEnum):
    """Where the tax that the provider works out stands: within an amount, or on top of it."""

    INCLUSIVE = "inclusive"
    EXCLUSIVE = "exclusive"


@dataclass(frozen=True, slots=True)
class CheckoutItem:
    """`reference` comes back with the item's tax."""

    title: str
    total: Money
    reference: UUID | None = None


@dataclass(frozen=True, slots=True)
class Checkout:
    """A hosted page to be opened. `key` makes asking twice harmless; everything else must then be the same.

    Without `tax` the amounts are all that is paid.
    """

    key: UUID
    reference: UUID
    order_number: str
    items: Sequence[CheckoutItem]
    email: str
    return_url: str
    cancel_url: str
    expires_at: datetime
    tax: TaxBehaviour | None = None


class SessionState(StrEnum):
    OPEN = "open"
    COMPLETE = "complete"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class RefundTruth:
    refund_id: str
    key: str
    amount_minor: int
    is_done: bool
    is_failed: bool


class DisputeStanding(StrEnum):
    """`closed` is an inquiry that came to nothing."""

    INQUIRY = "inquiry"
    NEEDS_RESPONSE = "needs_response"
    UNDER_REVIEW = "under_review"
    WON = "won"
    LOST = "lost"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class DisputeMove:
    """Money that a dispute moved on the balance: taken away (negative) or given again, and the fee for it."""

    move_id: str
    amount: Money
    fee: Money


@dataclass(frozen=True, slots=True)
class DisputeTruth:
    dispute_id: str
    standing: DisputeStanding
    reason: str
    amount_minor: int
    opened_at: datetime
    due_by: datetime | None
    is_answered: bool
    moves: Sequence[DisputeMove] = ()


@dataclass(frozen=True, slots=True)
class Payer:
    """Who paid, as far as they said on the provider's page. `paid_with` names the means: Visa 4242."""

    name: str = ""
    email: str = ""
    address: Sequence[str] = ()
    country: str = ""
    tax_numbers: Sequence[str] = ()
    paid_with: str = ""


@dataclass(frozen=True, slots=True)
class TaxTruth:
    """One tax on one item. `is_added` says that it stands on top of the price; `reason` is the provider's word."""

    rate_id: str
    amount_minor: int
    taxable_minor: int
    is_added: bool
    percentage: Decimal
    name: str
    country: str = ""
    state: str = ""
    jurisdiction: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TaxedItem:
    """What was paid for one item, and the taxes in it."""

    reference: UUID | None
    total_minor: int
    tax_minor: int
    taxes: Sequence[TaxTruth]


@dataclass(frozen=True, slots=True)
class CheckoutTruth:
    """How a hosted checkout stands at the provider now. `fee` is None until the provider has worked it out.

    `items` are told where the provider worked out a tax and it was asked for.
    """

    session_id: str
    state: SessionState
    is_paid: bool
    total: Money
    url: str = ""
    intent_id: str | None = None
    charge_id: str | None = None
    fee_id: str | None = None
    fee: Money | None = None
    refunds: Sequence[RefundTruth] = ()
    payer: Payer = Payer()
    is_disputed: bool = False
    tax_minor: int = 0
    items: Sequence[TaxedItem] = ()


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """What a webhook tells. Ids are hints where to look, as are our own: `reference` of a payment, `subscription`.

    Any may be missing.
    """

    event_id: str
    kind: str
    is_live: bool
    account: str
    session_id: str
    intent_id: str
    reference: UUID | None
    happened_at: datetime
    subscription_id: str = ""
    subscription: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewPayee:
    """Somebody to be paid. `key` makes asking twice harmless; everything else must then be the same."""

    key: UUID
    reference: UUID
    email: str
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something the provider wants to know of a payee, under its own name for it.

    `waits_for_payee` is false for what the provider is checking itself.
    """

    code: str
    waits_for_payee: bool
    is_past_due: bool = False


@dataclass(frozen=True, slots=True)
class PayeeTruth:
    """How a payee's account stands at the provider now. `due_at` is when what is wanted has to be told."""

    account_id: str
    can_receive: bool
    can_pay_out: bool
    is_refused: bool
    wants: Sequence[Requirement] = ()
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ToldOfAccount:
    """What a webhook about a payee's account tells: a hint that something there changed."""

    event_id: str
    kind: str
    account_id: str


@dataclass(frozen=True, slots=True)
class ReversalTruth:
    """A part of a transfer that came back. `key` is ours where we asked for it, and empty where somebody else did."""

    reversal_id: str
    key: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class TransferOrder:
    """A part of a charge to be sent to a payee's account, or with no charge of our balance.

    `key` makes asking twice harmless.
    """

    key: UUID
    account_id: str
    charge_id: str
    amount: Money
    order_number: str
