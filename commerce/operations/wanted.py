"""What somebody asks to buy, and whether they have begun to buy just that."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from commerce.enums import OrderState
from commerce.errors import AlreadyBought, OrderUnderWay
from commerce.models import Bundle, Coupon, CouponUse, Order, OrderLine
from commerce.operations.gifts import Present, waiting_line
from kit.money import Money


@dataclass(frozen=True, slots=True)
class WantedBundle:
    """A bundle that is wanted, and the price of what is left of it that the buyer saw, if they say so."""

    bundle: Bundle
    expected: Money | None = None

    def is_promised_by(self, line: OrderLine) -> bool:
        promised = line.part_of
        if promised is None or promised.bundle_id != self.bundle.pk:
            return False
        return self.expected in {None, Money(promised.total_minor, line.order.currency)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something to be bought, for oneself or as a `gift`; `expected` is the price the buyer saw, if they say so.

    `amount` is what they want to pay, where buyers choose. `part_of` is the bundle that it comes with, which then has
    the price.
    """

    kind: str
    sellable_id: UUID
    expected: Money | None = None
    gift: Present | None = None
    part_of: WantedBundle | None = None
    amount: Money | None = None

    def is_promised_by(self, line: OrderLine) -> bool:
        """Whether the line is for just this, at the price that was seen."""
        if self.part_of is not None:
            return self.part_of.is_promised_by(line)
        return line.part_of_id is None and {self.expected, self.amount} <= {
            None,
            Money(line.price_minor, line.order.currency),
        }


def currency_of(wanted: Sequence[Wanted]) -> str | None:
    """That of what the buyer has chosen or seen; what costs nothing is in any currency."""
    said = [each.amount or each.expected for each in wanted]
    paid = (amount.currency for amount in said if amount is not None and amount.minor)
    chosen = (each.amount.currency for each in wanted if each.amount is not None)
    return next(paid, None) or next(chosen, None)


def order_that_waits(
    buyer: User, wanted: Sequence[Wanted], coupon: Coupon | None, currency: str | None
) -> Order | None:
    """The order that waits for just this; refuses what is bought, or waits in another order or at another price."""
    claimed = _claimed(buyer, wanted)
    for _each, line in claimed:
        if line.order.state != OrderState.PENDING:
            raise AlreadyBought(title=line.title)
    if not claimed:
        return None
    order = claimed[0][1].order
    is_the_same = len(claimed) == len(wanted) == order.lines.count() and all(
        line.order_id == order.pk and each.is_promised_by(line) for each, line in claimed
    )
    use = CouponUse.objects.filter(order=order).first()
    is_the_same = is_the_same and currency in {None, order.currency}
    if not is_the_same or (use and use.coupon_id) != (coupon and coupon.pk):
        raise OrderUnderWay(title=claimed[0][1].title, number=order.number)
    return order


def _claimed(buyer: User, wanted: Sequence[Wanted]) -> list[tuple[Wanted, OrderLine]]:
    """What stands for buying these: of things that are given there may be many, for several people."""
    own = [each.sellable_id for each in wanted if each.gift is None]
    lines = OrderLine.objects.filter(buyer=buyer, sellable_id__in=own, claims=True, is_gift=False)
    by_thing = {(line.sellable_kind, line.sellable_id): line for line in lines}
    found = [
        (
            each,
            by_thing.get((each.kind, each.sellable_id))
            if each.gift is None
            else waiting_line(buyer, each.kind, each.sellable_id, each.gift),
        )
        for each in wanted
    ]
    return [(each, line) for each, line in found if line is not None]
