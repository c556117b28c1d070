"""A sale of a month that is over, paid from Germany with tax in it; run in the shell of the program that shows it."""

import json
import sys
import urllib.request
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from accounts.models import User
from commerce.models import Price
from commerce.operations.checkout import open_payment, place_order
from commerce.operations.settlement import settle_payment
from commerce.operations.wanted import Wanted
from courses.models import Course
from kit import clock
from tests.commerce.taxing import set_tax
from tests.factories.accounts import UserFactory

# Always in a month that is over for some days.
AGO = timedelta(days=45)


def sell(producer):
    """Sell the producer's course to somebody then, and write the order's number."""
    seller = User.objects.get(email=producer)
    course = Course.objects.published().get(owner=seller, slug="adagio-and-allegro")
    assert Price.objects.active().filter(sellable_id=course.public_id).exists()
    with transaction.atomic():
        set_tax("included")
        buyer = UserFactory(email="earlier@example.org", display_name="Edda Earlier")
        order = place_order(buyer, [Wanted("course", course.public_id)])
        # It holds for this order; nobody else ever sees it.
        set_tax("off")
    payment = open_payment(order)
    # Nobody tells of it today: it was settled then.
    at_provider("webhooks", mode="hold")
    at_provider(f"sessions/{payment.session_id}/pay", card="4242424242424242", country="DE")
    with clock.held_at(clock.now() - AGO):
        settle_payment(payment)
    at_provider("webhooks", mode="now")
    sys.stdout.write(order.number)


def at_provider(door, **given):
    address = f"{settings.STRIPE_API_BASE}/_fake/{door}"
    asked = urllib.request.Request(address, json.dumps(given).encode(), {"Content-Type": "application/json"})  # noqa: S310
    urllib.request.urlopen(asked, timeout=60).close()  # noqa: S310
