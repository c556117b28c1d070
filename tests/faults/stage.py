"""Who makes courses, people and refunds in a shop: a program of its own, which is told by lines of JSON.

A database that goes away meanwhile is asked again.
"""

import json
import os
import subprocess
import sys
import time
import urllib.request
import uuid
from contextlib import nullcontext, suppress

import django
from django.conf import settings
from django.db import Error, connection, transaction

from kit.errors import DomainError

PAUSE = 0.2


class Stage:
    """The program, as its caller sees it."""

    def __init__(self, root, environment):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.stage"],
            cwd=root, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def _tell(self, **given):
        self._process.stdin.write(json.dumps(given) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the stage has ended; what it said stands above"
        return json.loads(answer)

    def people(self, count, courses, tax):
        """Access tokens of `count` buyers, new courses (the last with few seats), their sellers, and a coupon.

        From then on tax is taken as `tax` says.
        """
        return self._tell(what="people", count=count, courses=courses, tax=tax)

    def onboard(self, sellers):
        """Open accounts for these people at the provider, ready to be paid to."""
        return self._tell(what="onboard", sellers=sellers)

    def pay_sellers(self):
        """Have the worker pay whoever is to be paid."""
        return self._tell(what="pay_sellers")

    def refund(self, order):
        """Have staff give back what is left of the order with this public id."""
        return self._tell(what="refund", order=order)

    def answer_disputes(self):
        """Have staff answer every dispute that waits for it."""
        return self._tell(what="answer_disputes")

    def verify(self):
        """What does not hold of money, in words."""
        return self._tell(what="verify")

    def stop(self):
        self._process.stdin.close()
        self._process.wait()


def people(count, courses, tax):
    from accounts.access import sign_access_token  # noqa: PLC0415 - Django must be set up first
    from accounts.enums import Door  # noqa: PLC0415
    from accounts.operations.devices import begin_device  # noqa: PLC0415
    from commerce.enums import PriceState  # noqa: PLC0415
    from commerce.models import Coupon, Price  # noqa: PLC0415
    from kit.visitors import Visitor  # noqa: PLC0415
    from tests.commerce.taxing import set_tax  # noqa: PLC0415
    from tests.factories.accounts import UserFactory  # noqa: PLC0415
    from tests.factories.published import live_course  # noqa: PLC0415

    set_tax(tax)
    made, sellers = [], []
    for place in range(courses):
        minor = 1999 + 1000 * place
        seats = count // 4 if place == courses - 1 else None
        seller = UserFactory(roles=["producer"])
        course = live_course(price_minor=minor, seat_limit=seats, owner=seller).course
        sellers.append(seller.pk)
        Price.objects.create(
            sellable_kind="course",
            sellable_id=course.public_id,
            currency="EUR",
            amount_minor=minor,
            state=PriceState.ACTIVE,
        )
        made.append(str(course.public_id))
    tokens = []
    for _place in range(count):
        person = UserFactory()
        device = begin_device(person, door=Door.API, visitor=Visitor("127.0.0.1", "drill"), remember=False)
        tokens.append(sign_access_token(person=person.public_id, family=device.public_id))
    coupon = Coupon.objects.create(
        code=f"DRILL{uuid.uuid4().hex[:10].upper()}", basis_points=2500, made_by=UserFactory(roles=["administrator"])
    )
    return {"courses": made, "tokens": tokens, "sellers": sellers, "coupon": coupon.code}


def onboard(sellers):
    from accounts.models import User  # noqa: PLC0415 - Django must be set up first
    from commerce.operations.onboarding import ask_about_account, open_payout_account  # noqa: PLC0415

    for person in User.objects.filter(pk__in=sellers):
        account = open_payout_account(person, country="PT", actor=person)
        door = f"{settings.STRIPE_API_BASE}/_fake/accounts/{account.account_id}/onboard"
        told = urllib.request.Request(door, b"{}", {"Content-Type": "application/json"})  # noqa: S310 - our own program
        urllib.request.urlopen(told, timeout=60).close()  # noqa: S310
        ask_about_account(account)


def pay_sellers():
    from kit import jobs  # noqa: PLC0415 - Django must be set up first

    jobs.enqueue("commerce.pay_sellers", timestamp=0)


def refund(order):
    from commerce.models import Order  # noqa: PLC0415 - Django must be set up first
    from commerce.operations.refunds import left_of, refund_order  # noqa: PLC0415
    from tests.factories.accounts import UserFactory  # noqa: PLC0415

    found = Order.objects.get(public_id=order)
    amounts = {line: left for line in found.lines.all() if (left := left_of(line))}
    # Given back by the buyer already, or disputed: then staff is told so.
    with suppress(DomainError):
        refund_order(found, amounts, note="Ill", actor=UserFactory(roles=["administrator"]))


def answer_disputes():
    from commerce.enums import DisputeState  # noqa: PLC0415 - Django must be set up first
    from commerce.models import Dispute  # noqa: PLC0415
    from commerce.operations.disputes import answer_dispute, prefilled  # noqa: PLC0415
    from tests.factories.accounts import UserFactory  # noqa: PLC0415

    for dispute in Dispute.objects.filter(state=DisputeState.NEEDS_RESPONSE, answered_at=None):
        answer_dispute(dispute, prefilled(dispute), [], actor=UserFactory(roles=["administrator"]))


def verify():
    from kit.invariants import violations  # noqa: PLC0415 - Django must be set up first
    from tests.commerce.conftest import OF_MONEY  # noqa: PLC0415

    return [f"{each.invariant}: {each.found}" for each in violations(OF_MONEY)]


DEEDS = {
    "people": people,
    "onboard": onboard,
    "pay_sellers": pay_sellers,
    "refund": refund,
    "answer_disputes": answer_disputes,
    "verify": verify,
}


def insist(deed, given):
    while True:
        try:
            # The provider is never asked inside a transaction.
            with nullcontext() if deed is onboard else transaction.atomic():
                return deed(**given)
        except Error:
            connection.close()
            time.sleep(PAUSE)


def main():
    from tests.factories.accounts import UserFactory  # noqa: PLC0415 - Django must be set up first

    # Names that nobody has yet, even after a drill before this one.
    UserFactory.reset_sequence(os.getpid() * 100_000)
    for line in sys.stdin:
        given = json.loads(line)
        answer = insist(DEEDS[given.pop("what")], given)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    django.setup()
    main()
