"""A sale of a month that is over, paid from Germany with tax in it: `python -m tests.storefront.earlier PRODUCER`.

A program of its own, with the settings of the one that runs. It writes the order's number.
"""

import json
import os
import subprocess
import sys
import urllib.request
from datetime import timedelta

import django

from tests.program import ROOT

# Always in a month that is over for some days.
AGO = timedelta(days=45)


def sell_earlier(perfomix, producer):
    """Have that done in a Perfomix that runs; says the order's number."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": perfomix.database,
        "STRIPE_PORT": str(perfomix.stripe_port),
        "VAR_DIR": str(perfomix.output.parent / "var"),
    }
    command = [sys.executable, "-m", "tests.storefront.earlier", producer]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.split()[-1]


def sell(producer):
    from django.db import transaction  # noqa: PLC0415 - Django must be set up first

    from accounts.models import User  # noqa: PLC0415
    from commerce.models import Price  # noqa: PLC0415
    from commerce.operations.checkout import open_payment, place_order  # noqa: PLC0415
    from commerce.operations.settlement import settle_payment  # noqa: PLC0415
    from commerce.operations.wanted import Wanted  # noqa: PLC0415
    from courses.models import Course  # noqa: PLC0415
    from kit import clock  # noqa: PLC0415
    from tests.commerce.taxing import set_tax  # noqa: PLC0415
    from tests.factories.accounts import UserFactory  # noqa: PLC0415

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
    return order.number


def at_provider(door, **given):
    from django.conf import settings  # noqa: PLC0415 - Django must be set up first

    address = f"{settings.STRIPE_API_BASE}/_fake/{door}"
    asked = urllib.request.Request(address, json.dumps(given).encode(), {"Content-Type": "application/json"})  # noqa: S310
    urllib.request.urlopen(asked, timeout=60).close()  # noqa: S310


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(f"{sell(sys.argv[1])}\n")
