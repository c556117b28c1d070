"""What is written down of a hosted page before and after the provider is asked for it, by one statement each."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from commerce.enums import PaymentState
from commerce.models import Order, Payment
from kit import clock
from kit.written_out import columns_of, row_as

# Changed and read by the one statement: no other can come in between, and nothing has to be held for it.
_ASKED_FIRST = f"""
UPDATE {Payment._meta.db_table} payment SET asked_at = %(now)s, expires_at = %(until)s
WHERE payment.order_id = %(order)s AND payment.state = '{PaymentState.INTENDED.value}' AND payment.asked_at IS NULL
RETURNING {columns_of(Payment, "payment")}
"""  # noqa: S608 - put together from the model's own columns
_RECORDED = f"""
UPDATE {Payment._meta.db_table} payment SET session_id = %(session)s,
    url = coalesce(nullif(%(url)s, ''), payment.url),
    state = CASE WHEN payment.state = '{PaymentState.INTENDED.value}'
        AND coalesce(nullif(%(url)s, ''), payment.url) <> '' THEN '{PaymentState.OPEN.value}' ELSE payment.state END
WHERE payment.id = %(payment)s
RETURNING {columns_of(Payment, "payment")}
"""  # noqa: S608 - put together from the model's own columns


def note_asking(order: Order) -> Payment | None:
    """The payment that may still be made; from the first asking on its page is open for its whole time.

    However long the order waited before that. Asking again under the same key has to say the same.
    """
    now = clock.now()
    until = now + timedelta(minutes=settings.CHECKOUT_MINUTES)
    if asked := _changed(_ASKED_FIRST, {"order": order.pk, "now": now, "until": until}):
        return asked
    with transaction.atomic():
        return Payment.objects.select_for_update().undecided().filter(order=order).first()


def record_checkout(payment: Payment, session_id: str, *, url: str = "") -> Payment:
    """Write down which hosted page stands for the payment. Writing it again changes nothing."""
    recorded = _changed(_RECORDED, {"payment": payment.pk, "session": session_id, "url": url})
    if recorded is None:
        raise Payment.DoesNotExist
    return recorded


def _changed(statement: str, values: dict[str, Any]) -> Payment | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    return None if row is None else row_as(Payment, row)
