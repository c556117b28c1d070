"""Webhooks: signed as the library checks them, delivered until taken, disturbed on demand."""

import pytest
import stripe

from tests.fakes.stripe.buying import OK, SECURE, buy, checkout, pay
from tests.fakes.stripe.conftest import wait_until
from tests.fakes.stripe.forgeries import FORGERIES
from tests.fakes.stripe.store import Store
from tests.fakes.stripe.webhooks import Courier

BOUGHT = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]
SHELF = ["product.created", "price.created"]


def test_the_library_accepts_the_signature(fake, client, shop):
    buy(fake, client)
    fake.control("POST", "webhooks/deliver")
    for body, signature in shop.heard:
        event = stripe.Webhook.construct_event(body, signature, fake.webhook_secret)
        assert event.api_version == stripe.api_version
        assert event.to_dict() == {**client.v1.events.retrieve(event.id).to_dict(), "pending_webhooks": 1}
    assert shop.types == SHELF + BOUGHT


def test_events_tell_what_happened_in_its_order(fake, client, shop):
    client.v1.checkout.sessions.expire(checkout(client).id)
    session = checkout(client)
    pay(fake, session.id, card="4000000000000002")
    pay(fake, session.id, card=SECURE, authenticate="fail")
    pay(fake, session.id, card=OK)
    intent = client.v1.checkout.sessions.retrieve(session.id).payment_intent
    client.v1.refunds.create({"payment_intent": intent})
    fake.control("POST", "webhooks/deliver")
    assert [kind for kind in shop.types if kind not in SHELF] == [
        "checkout.session.expired",
        "payment_intent.created",
        "charge.failed",
        "payment_intent.payment_failed",
        "payment_intent.requires_action",
        "payment_intent.payment_failed",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
        "charge.refunded",
        "refund.created",
    ]


def test_an_event_keeps_its_object_as_it_was(fake, client, shop):
    buy(fake, client)
    fake.control("POST", "webhooks/deliver")
    created = shop.events[shop.types.index("payment_intent.created")]
    assert created["data"]["object"]["status"] == "requires_payment_method"
    completed = shop.events[-1]["data"]["object"]
    assert (completed["status"], completed["payment_status"]) == ("complete", "paid")


def test_by_itself_it_delivers_and_tries_again_until_it_is_taken(fake, client, shop):
    shop.answers = [500, 503]
    fake.control("POST", "webhooks", mode="now")
    client.v1.customers.create({"name": "A"})
    wait_until(lambda: shop.types == ["customer.created"])
    wait_until(lambda: fake.control("GET", "webhooks")[0]["state"] == "delivered")
    assert fake.control("GET", "webhooks")[0]["attempts"] == 3
    assert client.v1.events.list().data[0].pending_webhooks == 0


def test_held_ones_go_in_the_order_asked_for_doubled_and_lost(fake, client, shop):
    buy(fake, client)
    sent = fake.control(
        "POST",
        "webhooks/deliver",
        order=["checkout.session.completed", "payment_intent.created"],
        lose=["charge.succeeded"],
        duplicates=1,
    )
    assert shop.types == ["checkout.session.completed"] * 2 + ["payment_intent.created"] * 2
    assert [line["answer"] for line in sent] == [200] * 4
    states = {line["type"]: line["state"] for line in fake.control("GET", "webhooks")}
    assert states["charge.succeeded"] == "lost"
    assert states["payment_intent.succeeded"] == "held"


def test_shuffling_is_the_same_for_the_same_seed_and_not_for_another(fake, client, shop):
    orders = []
    for seed in (1, 1, 2):
        shop.heard.clear()
        fake.control("POST", "reset")
        fake.control("POST", "webhooks", mode="hold")
        buy(fake, client)
        fake.control("POST", "webhooks/deliver", shuffle_seed=seed)
        orders.append(shop.types)
    assert orders[0] == orders[1] != orders[2]
    assert sorted(orders[0]) == sorted(orders[2])


def test_switched_off_they_are_lost(fake, client, shop):
    fake.control("POST", "webhooks", mode="off")
    client.v1.customers.create({"name": "A"})
    wait_until(lambda: [line["state"] for line in fake.control("GET", "webhooks")] == ["lost"])
    assert fake.control("POST", "webhooks/deliver") == []
    assert shop.heard == []


def test_doubled_by_itself(fake, client, shop):
    fake.control("POST", "webhooks", mode="now", duplicates=2)
    client.v1.customers.create({"name": "A"})
    wait_until(lambda: shop.types == ["customer.created"] * 3)


@pytest.mark.parametrize("how", ["old_timestamp", "wrong_secret", "no_signature", "tampered", "other_scheme"])
def test_forged_signatures_do_not_pass_the_library(fake, client, shop, how):
    client.v1.customers.create({"name": "A"})
    fake.control("POST", "webhooks/forge", how=how, event=client.v1.events.list().data[0].id)
    body, signature = shop.heard[0]
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(body, signature or "", fake.webhook_secret)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("foreign_account", ("account", "acct_1ForeignAccount00")),
        ("wrong_livemode", ("livemode", True)),
        ("other_api_version", ("api_version", "2014-01-31")),
        ("unknown_type", ("type", "teapot.boiled")),
    ],
)
def test_forgeries_that_are_signed_say_something_wrong(fake, client, shop, how, said):
    client.v1.customers.create({"name": "A"})
    fake.control("POST", "webhooks/forge", how=how, event=client.v1.events.list().data[0].id)
    event = stripe.Webhook.construct_event(*shop.heard[0], fake.webhook_secret)
    assert said in event.to_dict().items()


def test_every_forgery_can_be_asked_for(fake, client, shop):
    client.v1.customers.create({"name": "A"})
    event = client.v1.events.list().data[0].id
    for how in FORGERIES:
        assert fake.control("POST", "webhooks/forge", how=how, event=event) == {"how": how, "answer": 200}


def test_without_an_address_they_wait_for_one(fake, client, shop):
    fake.control("POST", "webhooks/url", url="")
    fake.control("POST", "webhooks", mode="now")
    client.v1.customers.create({"name": "A"})
    wait_until(lambda: [line["state"] for line in fake.control("GET", "webhooks")] == ["due"])
    fake.control("POST", "webhooks/url", url=shop.url)
    wait_until(lambda: shop.types == ["customer.created"])


def test_what_waits_for_another_attempt_can_be_tried_now(fake, client, shop):
    fake.control("POST", "webhooks/url", url="http://127.0.0.1:1/")
    client.v1.customers.create({"name": "A"})
    assert fake.control("POST", "webhooks/deliver")[0]["answer"] is None
    fake.control("POST", "webhooks/url", url=shop.url)
    assert fake.control("POST", "webhooks/retry") == 1
    wait_until(lambda: shop.types == ["customer.created"])


def test_all_held_ones_can_come_at_the_same_time(fake, client, shop):
    buy(fake, client)
    sent = fake.control("POST", "webhooks/deliver", duplicates=4, concurrently=8)
    assert [line["answer"] for line in sent] == [200] * 30
    assert sorted(set(shop.types)) == sorted(SHELF + BOUGHT)
    assert len(shop.types) == 30


def test_a_courier_with_nothing_to_do_sleeps(tmp_path):
    """What it looks up must not wake it: it once went round and round, and took half a processor."""
    store = Store(tmp_path / "stripe.sqlite", 1)
    woken = []
    courier = Courier(store, "http://127.0.0.1:9", "whsec_x", 1)
    store.after_commit.append(lambda: woken.append(True))
    assert courier._sort_in() == 3600.0
    assert not woken
