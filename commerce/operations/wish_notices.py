"""Who has put something by hears when it is on sale: once for each sale, and only what they could buy."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils import formats
from django.utils.translation import gettext as _

from accounts.models import Profile
from commerce.gates import sellable
from commerce.models import Sale, SaleNews, Wish
from commerce.operations.offers import Offered, offered_prices
from kit.errors import DomainError
from kit.failpoints import failpoint
from kit.money import Money
from notices.operations import notify

AT_ONCE = 200
QUIET = timedelta(days=14)

# Who put it by while the sale ran has seen its price.
_WAITING = """
SELECT wish.id, sale.id FROM commerce_sale sale
JOIN commerce_wish wish ON wish.sellable_kind = sale.sellable_kind AND wish.sellable_id = sale.sellable_id
    AND wish.wished_at < sale.starts_at
WHERE sale.called_off_at IS NULL AND sale.starts_at <= statement_timestamp() AND sale.ends_at > statement_timestamp()
    AND NOT EXISTS (SELECT FROM commerce_salenews news WHERE news.sale_id = sale.id AND news.person_id = wish.person_id)
ORDER BY sale.id, wish.id LIMIT %s
"""


def tell_of_sales() -> None:
    """Tell whoever waits for it of the sales that run now. Running twice at once tells nobody twice."""
    while waiting := _waiting():
        for wish, sale in waiting:
            tell_of_sale(wish, sale)


def _waiting() -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [AT_ONCE])
        return list(cursor.fetchall())


@transaction.atomic
def tell_of_sale(wish_id: int, sale_id: int) -> None:
    """Tell one person of one sale, unless they were told, gave the wish up or cannot buy the thing."""
    wish = Wish.objects.filter(pk=wish_id).first()
    sale = Sale.objects.filter(pk=sale_id).first()
    if wish is None or sale is None:
        return
    failpoint("wishes.sale_news_looked_up")
    news, is_first = SaleNews.objects.get_or_create(sale=sale, person_id=wish.person_id)
    if not is_first or not wish.person.is_active or _told_lately(wish, sale):
        return
    price = _lowered_price(wish)
    shown = sellable(wish.sellable_kind).show(wish.sellable_id, wish.person)
    if price is None or shown is None:
        return
    zone = ZoneInfo(Profile.objects.values_list("time_zone", flat=True).get(person=wish.person_id))
    notify(
        wish.person,
        "wishes.on_sale",
        title=_("On sale: “%(title)s”") % {"title": shown.title},
        body=_("It is on your wish list. Until %(day)s it costs %(price)s instead of %(regular)s.")
        % {
            "day": formats.date_format(sale.ends_at.astimezone(zone), "j F Y, H:i"),
            "price": Money(price.amount_minor, price.currency),
            "regular": Money(price.regular_minor, price.currency),
        },
        url=shown.path,
    )
    news.is_told = True
    news.save(update_fields=["is_told"])


def _told_lately(wish: Wish, sale: Sale) -> bool:
    """Whether the person heard of a sale of the same thing a short time ago: sales one after the other tell once."""
    news = SaleNews.objects.filter(person=wish.person_id, is_told=True, sale__starts_at__gte=sale.starts_at - QUIET)
    return news.filter(sale__sellable_kind=wish.sellable_kind, sale__sellable_id=wish.sellable_id).exists()


def _lowered_price(wish: Wish) -> Offered | None:
    """The main price that a sale has lowered; None where none has, or where this person may not buy it."""
    try:
        sellable(wish.sellable_kind).quote(wish.sellable_id, wish.person)
    except DomainError:
        return None
    asked = offered_prices(wish.sellable_kind, wish.sellable_id)
    return asked[0] if asked and asked[0].ends_at is not None else None
