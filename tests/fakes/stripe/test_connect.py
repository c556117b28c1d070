"""Connected accounts, by v1 and by v2: onboarding, transfers, reversals, payouts, and floors under every balance."""

import pytest
import stripe

from tests.fakes.stripe import shapes
from tests.fakes.stripe.buying import buy

DAY = 86400
EXPRESS = {"type": "express", "country": "DE", "email": "producer@example.com"}
RECIPIENT = {
    "contact_email": "producer@example.com",
    "display_name": "A producer",
    "dashboard": "express",
    "identity": {"country": "de", "entity_type": "individual"},
    "configuration": {"recipient": {"capabilities": {"stripe_balance": {"stripe_transfers": {"requested": True}}}}},
    "include": ["configuration.recipient", "requirements", "defaults", "identity"],
}
LINK = {"refresh_url": "https://shop.example/again", "return_url": "https://shop.example/back"}


@pytest.fixture
def account(client):
    return client.v1.accounts.create({**EXPRESS, "capabilities": {"transfers": {"requested": True}}})


@pytest.fixture
def producer(fake, account):
    """Somebody who can be paid."""
    fake.control("POST", f"accounts/{account.id}/onboard")
    return account


def funds(fake, client, amount=100_000):
    """Money of the platform's that is available."""
    buy(fake, client, amount, card="4000000000000077")


def available(fake, account=""):
    return fake.control("GET", "truth")["balance"].get(account, {}).get("eur", {"available": 0})["available"]


def transfer(client, producer, amount=1000, **more):
    return client.v1.transfers.create({"amount": amount, "currency": "eur", "destination": producer.id, **more})


def test_a_new_account_wants_to_be_told_things(client, account):
    assert (account.details_submitted, account.payouts_enabled) == (False, False)
    assert account.capabilities.transfers == "inactive"
    assert "external_account" in account.requirements.currently_due


def test_onboarding_opens_it_and_tells_so(fake, client, account):
    fake.control("POST", f"accounts/{account.id}/onboard")
    account = client.v1.accounts.retrieve(account.id)
    assert (account.details_submitted, account.payouts_enabled) == (True, True)
    assert (account.capabilities.transfers, account.requirements.currently_due) == ("active", [])
    updated = client.v1.events.list({"type": "account.updated"}, {"stripe_account": account.id}).data[0]
    assert (updated.account, updated.data.object["payouts_enabled"]) == (account.id, True)
    assert client.v1.events.list({"type": "account.updated"}).data == []


def test_a_document_may_still_be_checked_and_trouble_may_come_back(fake, client, account):
    fake.control("POST", f"accounts/{account.id}/onboard", verified=False)
    pending = client.v1.accounts.retrieve(account.id)
    assert (pending.details_submitted, pending.payouts_enabled) == (True, False)
    assert pending.requirements.pending_verification == ["individual.verification.document"]
    fake.control("POST", f"accounts/{account.id}/verify")
    assert client.v1.accounts.retrieve(account.id).payouts_enabled
    fake.control("POST", f"accounts/{account.id}/restrict")
    assert client.v1.accounts.retrieve(account.id).capabilities.transfers == "inactive"
    fake.control("POST", f"accounts/{account.id}/reject")
    assert client.v1.accounts.retrieve(account.id).requirements.disabled_reason == "rejected.fraud"


def test_v2_tells_of_the_same_account(fake, client):
    account = client.v2.core.accounts.create(RECIPIENT)
    transfers = account.configuration.recipient.capabilities.stripe_balance.stripe_transfers
    assert (transfers.status, account.applied_configurations) == ("restricted", ["recipient"])
    assert account.requirements.entries[0].awaiting_action_from == "user"
    assert client.v1.accounts.retrieve(account.id).email == "producer@example.com"
    fake.control("POST", f"accounts/{account.id}/onboard")
    account = client.v2.core.accounts.retrieve(account.id, {"include": ["configuration.recipient", "requirements"]})
    assert account.configuration.recipient.capabilities.stripe_balance.stripe_transfers.status == "active"
    assert account.requirements.entries == []
    assert client.v2.core.accounts.retrieve(account.id).configuration is None
    assert [row.id for row in client.v2.core.accounts.list().data] == [account.id]


def test_v2_objects_are_as_the_library_types_them(fake, client):
    account = client.v2.core.accounts.create(RECIPIENT)
    link = client.v2.core.account_links.create(
        {"account": account.id, "use_case": {"type": "account_onboarding", "account_onboarding": LINK}}
    )
    fake.control("POST", f"accounts/{account.id}/onboard")
    after = client.v2.core.accounts.retrieve(account.id, {"include": RECIPIENT["include"]})
    for body in (account, link, after):
        assert shapes.against_library(body.to_dict()) == []


def test_v2_events_are_thin_and_come_only_when_asked_for(fake, client, shop):
    fake.control("POST", "webhooks", mode="hold", thin=True)
    account = client.v2.core.accounts.create(RECIPIENT)
    fake.control("POST", f"accounts/{account.id}/onboard")
    fake.control("POST", "webhooks/deliver")
    body, signature = shop.heard[shop.types.index("v2.core.account[requirements].updated")]
    notification = client.parse_event_notification(body, signature, fake.webhook_secret)
    assert notification.related_object.id == account.id
    assert client.v2.core.events.retrieve(notification.id).type == notification.type


def test_links_lead_to_onboarding_and_login_only_after_it(fake, client, account):
    link = client.v1.account_links.create({"account": account.id, "type": "account_onboarding", **LINK})
    assert link.url.startswith(f"{fake.base}/c/onboard/")
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.accounts.login_links.create(account.id)
    fake.control("POST", f"accounts/{account.id}/onboard")
    assert client.v1.accounts.login_links.create(account.id).url.startswith(f"{fake.base}/c/express/")


def test_connect_objects_have_their_published_shapes(fake, client, account, fixtures):
    funds(fake, client)
    link = client.v1.account_links.create({"account": account.id, "type": "account_onboarding", **LINK})
    fake.control("POST", f"accounts/{account.id}/onboard")
    made = transfer(client, account)
    reversal = client.v1.transfers.reversals.create(made.id, {"amount": 400})
    theirs = {"stripe_account": account.id}
    payout = client.v1.payouts.create({"amount": 100, "currency": "eur"}, theirs)
    objects = [
        account,
        link,
        client.v1.accounts.retrieve(account.id),
        client.v1.accounts.login_links.create(account.id),
        client.v1.transfers.retrieve(made.id),
        reversal,
        payout,
        client.v1.balance.retrieve(),
        *client.v1.charges.list({}, theirs).data,
        *client.v1.refunds.list({}, theirs).data,
        *client.v1.balance_transactions.list({}, theirs).data,
    ]
    for body in (row.to_dict() for row in objects):
        assert shapes.against_library(body) == []
        assert shapes.against_fixture(body, fixtures[body["object"]]) == []


def test_a_transfer_moves_what_is_there_and_no_more(fake, client, producer):
    funds(fake, client)
    have = available(fake)
    sent = transfer(client, producer, 60_000, transfer_group="g", metadata={"order": "7"})
    assert (sent.transfer_group, sent.metadata["order"], sent.reversed) == ("g", "7", False)
    assert (available(fake), available(fake, producer.id)) == (have - 60_000, 60_000)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        transfer(client, producer, have - 60_000 + 1)
    assert refused.value.code == "balance_insufficient"
    assert len(client.v1.transfers.list().data) == 1
    payment = client.v1.charges.retrieve(sent.destination_payment, {}, {"stripe_account": producer.id})
    assert (payment.amount, payment.source_transfer) == (60_000, sent.id)


def test_pending_money_is_not_transferred_unless_its_charge_is_named(fake, client, producer):
    charge = buy(fake, client, 10_000).payment_intent.latest_charge
    with pytest.raises(stripe.InvalidRequestError):
        transfer(client, producer, 5000)
    transfer(client, producer, 7000, source_transaction=charge.id)
    assert available(fake, producer.id) == 0
    with pytest.raises(stripe.InvalidRequestError):
        transfer(client, producer, 3001, source_transaction=charge.id)
    transfer(client, producer, 3000, source_transaction=charge.id)
    fake.control("POST", "clock", advance=2 * DAY + 1)
    balance = client.v1.balance.retrieve({}, {"stripe_account": producer.id})
    assert (
        balance.available[0].amount
        + sum(row.amount for row in client.v1.payouts.list({}, {"stripe_account": producer.id}).data)
        == 10_000
    )


@pytest.mark.parametrize("state", ["new", "rejected", "unknown"])
def test_who_cannot_be_paid_is_not(fake, client, account, state):
    funds(fake, client)
    if state == "rejected":
        fake.control("POST", f"accounts/{account.id}/onboard")
        fake.control("POST", f"accounts/{account.id}/reject")
    destination = "acct_unknown" if state == "unknown" else account.id
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.transfers.create({"amount": 1000, "currency": "eur", "destination": destination})
    wanted = "resource_missing" if state == "unknown" else "insufficient_capabilities_for_transfer"
    assert refused.value.code == wanted
    assert fake.control("GET", "truth")["transfers"] == []


def test_a_reversal_brings_back_what_was_sent_and_is_still_there(fake, client, producer):
    funds(fake, client)
    have = available(fake)
    sent = transfer(client, producer, 10_000)
    client.v1.transfers.reversals.create(sent.id, {"amount": 4000})
    assert (available(fake), available(fake, producer.id)) == (have - 6000, 6000)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.transfers.reversals.create(sent.id, {"amount": 6001})
    assert refused.value.code == "amount_too_large"
    client.v1.payouts.create({"amount": 3000, "currency": "eur"}, {"stripe_account": producer.id})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.transfers.reversals.create(sent.id)
    assert refused.value.code == "balance_insufficient"
    client.v1.transfers.reversals.create(sent.id, {"amount": 3000})
    sent = client.v1.transfers.retrieve(sent.id)
    assert (sent.amount_reversed, sent.reversed, len(sent.reversals.data)) == (7000, False, 2)
    truth = fake.control("GET", "truth")
    assert sum(row["amount"] for row in truth["reversals"]) == 7000
    assert available(fake, producer.id) == 0


def test_a_payout_leaves_the_balance_and_arrives(fake, client, producer):
    funds(fake, client)
    transfer(client, producer, 5000)
    theirs = {"stripe_account": producer.id}
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.payouts.create({"amount": 5001, "currency": "eur"}, theirs)
    assert refused.value.code == "balance_insufficient"
    payout = client.v1.payouts.create({"amount": 5000, "currency": "eur"}, theirs)
    assert (payout.status, available(fake, producer.id)) == ("pending", 0)
    fake.control("POST", "clock", advance=2 * DAY + 1)
    assert client.v1.payouts.retrieve(payout.id, {}, theirs).status == "paid"
    assert client.v1.events.list({"type": "payout.paid"}, theirs).data[0].data.object["id"] == payout.id


def test_a_payout_may_come_back(fake, client, producer):
    funds(fake, client)
    transfer(client, producer, 5000)
    payout = client.v1.payouts.create({"amount": 5000, "currency": "eur"}, {"stripe_account": producer.id})
    fake.control("POST", f"payouts/{payout.id}/fail")
    assert available(fake, producer.id) == 5000
    failed = client.v1.payouts.retrieve(payout.id, {}, {"stripe_account": producer.id})
    assert (failed.status, failed.failure_code) == ("failed", "account_closed")


def test_who_wants_it_is_paid_out_every_day(fake, client, producer):
    funds(fake, client)
    transfer(client, producer, 5000)
    other = client.v1.accounts.create(
        {
            **EXPRESS,
            "capabilities": {"transfers": {"requested": True}},
            "settings": {"payouts": {"schedule": {"interval": "manual"}}},
        }
    )
    fake.control("POST", f"accounts/{other.id}/onboard")
    transfer(client, other, 700)
    fake.control("POST", "clock", advance=DAY)
    assert (available(fake, producer.id), available(fake, other.id)) == (0, 700)
    paid = fake.control("GET", "truth")["payouts"]
    assert [(row["amount"], row["automatic"]) for row in paid] == [(5000, True)]


def test_one_account_does_not_see_into_another(fake, client, producer):
    funds(fake, client)
    sent = transfer(client, producer)
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.charges.retrieve(sent.destination_payment)
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.transfers.retrieve(sent.id, {}, {"stripe_account": producer.id})
