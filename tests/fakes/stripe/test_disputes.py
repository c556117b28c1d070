"""Disputes: the money goes at once, and comes back only when they are won."""

import io

import pytest
import stripe

from tests.fakes.stripe import shapes
from tests.fakes.stripe.buying import buy

DISPUTED = "4000000000000259"
DAY = 86400


@pytest.fixture
def dispute(fake, client):
    buy(fake, client, 5000, card=DISPUTED)
    return client.v1.disputes.list().data[0]


def total(fake):
    money = fake.control("GET", "truth")["balance"][""]["eur"]
    return money["available"] + money["pending"]


def test_the_money_and_a_fee_go_at_once(fake, client, dispute):
    assert (dispute.status, dispute.reason, dispute.amount) == ("needs_response", "fraudulent", 5000)
    assert client.v1.charges.retrieve(dispute.charge).disputed
    assert total(fake) == 5000 - 175 - 5000 - 1500
    kinds = [event.type for event in client.v1.events.list({"type": "charge.dispute.*"}).data]
    assert kinds == ["charge.dispute.funds_withdrawn", "charge.dispute.created"]


def test_a_disputed_charge_is_not_refunded(fake, client, dispute):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create({"charge": dispute.charge})
    assert refused.value.code == "charge_disputed"
    assert client.v1.refunds.list().data == []


@pytest.mark.parametrize(("status", "back"), [("won", 5000), ("lost", 0)])
def test_evidence_decides(fake, client, dispute, status, back):
    before = total(fake)
    words = {"won": "winning_evidence", "lost": "losing_evidence"}[status]
    evidence = {"uncategorized_text": words, "customer_name": "A"}
    decided = client.v1.disputes.update(dispute.id, {"evidence": evidence, "submit": True})
    assert (decided.status, total(fake) - before) == (status, back)
    assert client.v1.events.list({"type": "charge.dispute.closed"}).data[0].data.object["status"] == status
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.disputes.update(dispute.id, {"evidence": evidence})


def test_evidence_may_be_kept_and_sent_later(fake, client, dispute):
    kept = client.v1.disputes.update(dispute.id, {"evidence": {"customer_name": "A"}, "submit": False})
    assert (kept.status, kept.evidence_details.has_evidence) == ("needs_response", True)
    sent = client.v1.disputes.update(dispute.id, {"submit": True})
    assert (sent.status, sent.evidence_details.submission_count) == ("under_review", 1)
    fake.control("POST", f"disputes/{dispute.id}/decide", won=True)
    assert client.v1.disputes.retrieve(dispute.id).status == "won"


def test_who_does_not_answer_loses(fake, client, dispute):
    fake.control("POST", "clock", advance=10 * DAY)
    lost = client.v1.disputes.retrieve(dispute.id)
    assert (lost.status, lost.evidence_details.past_due) == ("lost", True)


def test_any_charge_may_be_disputed_later_in_part(fake, client):
    charge = buy(fake, client, 5000).payment_intent.latest_charge
    fake.control("POST", f"charges/{charge.id}/dispute", reason="product_not_received", amount=2000)
    dispute = client.v1.disputes.list({"charge": charge.id}).data[0]
    assert (dispute.amount, dispute.reason) == (2000, "product_not_received")


def test_giving_in_is_losing(fake, client, dispute):
    assert client.v1.disputes.close(dispute.id).status == "lost"


def test_it_has_its_published_shape(fake, client, dispute, fixtures):
    client.v1.disputes.update(dispute.id, {"evidence": {"uncategorized_text": "winning_evidence"}})
    body = client.v1.disputes.retrieve(dispute.id).to_dict()
    assert shapes.against_library(body) == []
    assert shapes.against_fixture(body, fixtures["dispute"]) == []


def test_evidence_may_be_a_file(fake, client, dispute, fixtures):
    upload = io.BytesIO(b"%PDF-1.7 a receipt")
    upload.name = "receipt.pdf"
    file = client.v1.files.create({"purpose": "dispute_evidence", "file": upload})
    assert (file.filename, file.size, file.type) == ("receipt.pdf", 18, "pdf")
    assert shapes.against_library(file.to_dict()) == []
    assert shapes.against_fixture(file.to_dict(), fixtures["file"]) == []
    sent = client.v1.disputes.update(dispute.id, {"evidence": {"receipt": file.id}})
    assert (sent.evidence.receipt, sent.status) == (file.id, "under_review")
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.disputes.update(dispute.id, {"evidence": {"receipt": "file_x"}})
    assert refused.value.param == "evidence[receipt]"
