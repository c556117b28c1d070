"""Orders in the editor: administrators find them, look at every cent, and give money back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from commerce.enums import RefundReason, RefundState
from commerce.models import Gift, Order, Refund
from commerce.operations.checkout import place_order
from commerce.operations.giving_back import approve_request, ask_for_money_back
from commerce.operations.refunds import intend_refund, refund_order, take_back
from commerce.operations.settlement import apply_truth
from commerce.operations.wanted import Wanted
from kit import clock
from kit.errors import InvalidInput
from kit.money import Money
from notices.models import Notice
from tests.commerce.giving import given
from tests.factories.accounts import UserFactory

__all__ = ["given"]

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D3")]


@pytest.fixture
def administrator(client):
    person = UserFactory(roles=["administrator"])
    client.force_login(person)
    return person


@pytest.fixture
def paid(priced, ordered, truth):
    order = ordered(priced(1000, title="Salsa"), priced(2500, title="Tango"), buyer=UserFactory(display_name="Ada"))
    payment = order.payments.get()
    apply_truth(payment, truth(payment))
    return Order.objects.get(pk=order.pk)


def test_orders_are_found_by_number_buyer_and_thing(client, administrator, paid, ordered):
    other = ordered()
    for words in (paid.number, paid.buyer.email, "Ada", "Tango"):
        page = client.get(reverse("orders:index"), {"q": words}).content.decode()
        assert paid.number in page
        assert other.number not in page
    assert paid.number not in client.get(reverse("orders:index"), {"state": "pending"}).content.decode()


def test_an_order_shows_every_cent(client, administrator, paid):
    page = client.get(reverse("orders:inspect", args=[paid.pk])).content.decode()
    for amount in ("€35.00", "€10.00", "€1.50", "€8.50", "€25.00", "€3.75", "€21.25", "€1.31"):
        assert amount in page


def test_an_order_says_for_whom_a_gift_is_and_what_became_of_it(client, administrator, provider, given, chosen):
    gift = given(send_on=(clock.now() + timedelta(days=9)).date())
    address = reverse("orders:inspect", args=[gift.line.order_id])
    page = client.get(address).content.decode()
    assert "For Ana Duarte, ana@example.org · To be sent" in page
    assert "to go out on" in page
    ana = UserFactory(display_name="Ana D.")
    Gift.objects.update(accepted_at=clock.now(), accepted_by=ana, sent_at=clock.now())
    page = client.get(address).content.decode()
    assert "· Accepted (Ana D., " in page
    assert "chosen by the buyer" not in page
    wanted = Wanted("course", chosen().course.public_id, amount=Money(2000, "EUR"))
    order = place_order(UserFactory(), [wanted])
    page = client.get(reverse("orders:inspect", args=[order.pk])).content.decode()
    assert "chosen by the buyer" in page
    assert "For Ana" not in page


def test_what_is_typed_is_given_back_of_each_line(client, administrator, paid):
    first, second = paid.lines.order_by("pk")
    address = reverse("orders:give_back", args=[paid.pk])
    assert "€25.00" in client.get(address).content.decode()
    sent = {f"line_{first.pk}": "", f"line_{second.pk}": "12.50", "note": "Half of it had no sound."}
    assert client.post(address, sent).status_code == 302
    refund = Refund.objects.get()
    assert (refund.amount_minor, refund.state) == (1250, RefundState.INTENDED)
    assert [(part.line, part.amount_minor) for part in refund.parts.all()] == [(second, 1250)]


def test_why_money_goes_back_is_kept_for_colleagues_alone(client, administrator, paid, signed_in):
    second = paid.lines.order_by("pk")[1]
    address = reverse("orders:give_back", args=[paid.pk])
    assert "The buyer does not read it." in client.get(address).content.decode()
    client.post(address, {f"line_{second.pk}": "12.50", "note": " Half of it\r\nhad <no> sound. "})
    refund = Refund.objects.get()
    assert (refund.reason, refund.note.splitlines()) == (RefundReason.BY_STAFF, ["Half of it", "had <no> sound."])
    page = client.get(reverse("orders:inspect", args=[paid.pk])).content.decode()
    assert "Given back by staff<br><small>Half of it<br>had &lt;no&gt; sound.</small>" in page
    assert "The buyer:" not in page
    [entry] = ModelLogEntry.objects.filter(action="commerce.refund_order")
    assert (entry.message, entry.comment) == ("Money given back", refund.note)
    assert entry.data["amount_minor"] == 1250
    assert "sound" not in signed_in(paid.buyer).get(f"/api/v1/me/orders/{paid.public_id}").content.decode()
    assert not Notice.objects.filter(body__contains="sound").exists()


def test_what_the_buyer_says_stands_beside(client, administrator, paid):
    first, second = paid.lines.order_by("pk")
    request = ask_for_money_back(first, words="I was ill.", actor=paid.buyer)
    approve_request(request, 500, actor=administrator)
    payment = paid.payments.get()
    intend_refund(payment, {second: 100}, reason=RefundReason.BY_POLICY, words="Not for me.")
    page = client.get(reverse("orders:inspect", args=[paid.pk])).content.decode()
    assert "The buyer: “I was ill.”" in page
    assert "The buyer: “Not for me.”" in page


@pytest.mark.parametrize("note", ["", "  ", "x" * 2001])
def test_without_a_reason_nothing_is_given_back(client, administrator, paid, note):
    second = paid.lines.order_by("pk")[1]
    answer = client.post(reverse("orders:give_back", args=[paid.pk]), {f"line_{second.pk}": "12.50", "note": note})
    assert answer.status_code == 200
    assert "id_note-error" in answer.content.decode() or "w-field__errors" in answer.content.decode()
    with pytest.raises(InvalidInput):
        refund_order(paid, {second: 1250}, note=note, actor=administrator)
    with pytest.raises(InvalidInput):
        take_back(paid, note=note, actor=administrator)
    assert not Refund.objects.exists()
    assert not ModelLogEntry.objects.filter(action__in=["commerce.refund_order", "commerce.take_back"]).exists()


@pytest.mark.parametrize("amount", ["", "0", "-1", "25.01", "1.005", "many", "1e9"])
def test_what_cannot_be_given_back_is_said(client, administrator, paid, amount):
    second = paid.lines.order_by("pk")[1]
    sent = {f"line_{second.pk}": amount, "note": "Ill"}
    answer = client.post(reverse("orders:give_back", args=[paid.pk]), sent)
    assert answer.status_code == 200
    assert "error" in answer.content.decode() or "Say how much" in answer.content.decode()
    assert not Refund.objects.exists()


def test_an_unpaid_order_gives_nothing_back(client, administrator, ordered):
    order = ordered()
    line = order.lines.get()
    answer = client.post(reverse("orders:give_back", args=[order.pk]), {f"line_{line.pk}": "1", "note": "Ill"})
    assert "This order is not paid." in answer.content.decode()
    assert not Refund.objects.exists()


def test_the_provider_is_asked_again(client, administrator, provider, ordered):
    order = ordered()
    answer = client.post(reverse("orders:ask_again", args=[order.pk]), follow=True)
    assert "The order is: Waiting for payment." in answer.content.decode()
    assert client.get(reverse("orders:ask_again", args=[order.pk])).status_code == 405


@pytest.mark.parametrize("roles", [["learner"], ["producer"], ["reviewer"]])
def test_nobody_else_sees_orders(client, paid, roles):
    client.force_login(UserFactory(roles=roles))
    line = paid.lines.first()
    for method, name, arguments in (
        ("get", "index", []),
        ("get", "inspect", [paid.pk]),
        ("get", "give_back", [paid.pk]),
        ("post", "give_back", [paid.pk]),
        ("post", "ask_again", [paid.pk]),
    ):
        answer = getattr(client, method)(reverse(f"orders:{name}", args=arguments), {f"line_{line.pk}": "1"})
        assert answer.status_code in {302, 403}
        assert paid.number not in answer.content.decode()
    assert not Refund.objects.exists()


def test_nobody_writes_orders_here(client, administrator, paid):
    for name, arguments in (("add", []), ("edit", [paid.pk]), ("delete", [paid.pk])):
        for method in (client.get, client.post):
            assert method(reverse(f"orders:{name}", args=arguments)).status_code in {302, 403, 404}
    assert Order.objects.get(pk=paid.pk).state == paid.state
