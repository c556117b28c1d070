"""The bundles that a visitor could buy just now, and what they cost, in as many statements as one of them takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from commerce.gates import for_sale
from commerce.models import Bundle, BundleThing
from commerce.operations.bundles import taken_off, things_of
from commerce.operations.offers import Offered, offered_prices_of
from kit.money import Money

# Whether all of a bundle's things cost something in one currency in which nobody chooses the price. A thing has one
# price that holds in a currency, so that there are as many as things.
_SOLD_TOGETHER = """EXISTS (
    SELECT FROM commerce_bundlething thing
    JOIN commerce_price price ON price.sellable_kind = thing.sellable_kind AND price.sellable_id = thing.sellable_id
    WHERE thing.bundle_id = commerce_bundle.id AND price.state = 'active' AND price.least_minor IS NULL
        AND price.amount_minor > 0
    GROUP BY price.currency
    HAVING count(*) = (SELECT count(*) FROM commerce_bundlething each WHERE each.bundle_id = commerce_bundle.id)
)"""


@dataclass(frozen=True, slots=True)
class BundlePrice:
    """What a whole bundle costs in one currency: one by one, and together."""

    before: Money
    price: Money


def bundles_on_sale() -> QuerySet[Bundle]:
    """Those that a visitor could buy just now: the set twin of `refusal_of`, which a test holds it to. Asks nothing."""
    free = Q()
    for kind, rows in for_sale().items():
        same = rows.filter(public_id=OuterRef("sellable_id"))
        own = same.filter(owner=OuterRef("bundle__seller"))
        free |= Q(Q(bundle__seller=None) & Exists(same) | Exists(own), sellable_kind=kind)
    refused = BundleThing.objects.filter(~free, bundle=OuterRef("pk"))
    is_sold_together = RawSQL(_SOLD_TOGETHER, [], output_field=BooleanField())  # noqa: S611 - nothing is put into it
    return Bundle.objects.offered().filter(~Exists(refused), is_sold_together)


def prices_of(bundles: Sequence[Bundle]) -> Mapping[Bundle, list[BundlePrice]]:
    """What visitors pay for each, once for each currency in which all of it is sold, as `bundle_offers` has it.

    Nothing where it cannot be bought. One query, if their things are prefetched.
    """
    asked = offered_prices_of({(thing.kind, thing.sellable_id) for bundle in bundles for thing in things_of(bundle)})
    return {
        bundle: _prices(bundle, [asked.get((thing.kind, thing.sellable_id), []) for thing in things_of(bundle)])
        for bundle in bundles
    }


def _prices(bundle: Bundle, offered: Sequence[Sequence[Offered]]) -> list[BundlePrice]:
    fixed = [{each.currency: each.amount_minor for each in prices if each.bounds is None} for prices in offered]
    shared = [currency for currency in fixed[0] if all(prices.get(currency) for prices in fixed)]
    return [_price(bundle, [Money(prices[currency], currency) for prices in fixed]) for currency in shared]


def _price(bundle: Bundle, prices: Sequence[Money]) -> BundlePrice:
    before = Money(sum(price.minor for price in prices), prices[0].currency)
    off = sum(taken_off(prices, bundle.basis_points))
    return BundlePrice(before, Money(before.minor - off, before.currency))
