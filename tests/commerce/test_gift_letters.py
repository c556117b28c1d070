"""The letters of gifts: on their day, once, to whom the giver last said (REQUIREMENTS C15)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from accounts.enums import Role
from accounts.models import Profile
from commerce.enums import GiftState
from commerce.errors import GiftAccepted, GiftGivenBack, GiftNotPaid
from commerce.models import Gift
from commerce.operations.disputes import prefilled
from commerce.operations.gift_acceptance import accept_gift
from commerce.operations.gift_codes import code_of
from commerce.operations.gifts import change_recipient, send_again, send_due_gifts, send_gift
from commerce.operations.settlement import apply_truth
from courses.operations.publication import archive_course, withdraw_course
from kit import clock, jobs
from kit.errors import InvalidInput, NotFound
from notices.models import Notice
from tests.commerce.conftest import given_back
from tests.commerce.giving import given, order_gift
from tests.factories.accounts import UserFactory

__all__ = ["given"]

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def letters(to="ana@example.org"):
    return [each for each in mail.outbox if each.to == [to] and "gives you" in each.subject]


def living_in(zone):
    person = UserFactory(display_name="Rui Matos")
    Profile.objects.update_or_create(person=person, defaults={"time_zone": zone})
    return person


@pytest.mark.parametrize(
    ("zone", "hour"), [("UTC", 8), ("Europe/Lisbon", 8), ("America/New_York", 13), ("Asia/Tokyo", 23)]
)
def test_a_letter_goes_out_in_the_morning_of_its_day_where_the_giver_lives(given, zone, hour):
    day = date(2026, 12, 24)
    with clock.held_at(NOON):
        gift = given(giver=living_in(zone), send_on=day)
        jobs.run_pending()
    due = datetime(2026, 12, 24 if hour != 23 else 23, hour, tzinfo=UTC)
    assert gift.send_at == due
    with clock.held_at(due - timedelta(seconds=1)):
        assert send_due_gifts() == 0
        send_gift(gift.pk)
    assert letters() == []
    with clock.held_at(due):
        assert [send_due_gifts(), send_due_gifts()] == [1, 0]
        jobs.run_pending()
        assert send_due_gifts() == 0
    assert len(letters()) == 1
    assert Gift.objects.get().state == GiftState.SENT


@pytest.mark.parametrize(("day", "is_taken"), [(-1, False), (0, True), (365, True), (366, False)])
def test_a_day_is_from_today_to_a_year_ahead(priced, day, is_taken):
    with clock.held_at(NOON):
        wanted = NOON.date() + timedelta(days=day)
        if is_taken:
            order_gift(UserFactory(), priced(), send_on=wanted)
        else:
            with pytest.raises(InvalidInput):
                order_gift(UserFactory(), priced(), send_on=wanted)
    assert Gift.objects.count() == is_taken


def test_today_is_the_givers_today(priced):
    """In Tokyo it is tomorrow already."""
    with clock.held_at(NOON + timedelta(hours=6)), pytest.raises(InvalidInput):
        order_gift(living_in("Asia/Tokyo"), priced(), send_on=NOON.date())


def test_a_letter_waits_for_the_payment(priced, truth):
    order = order_gift(UserFactory(), priced())
    gift = Gift.objects.get()
    send_gift(gift.pk)
    assert (send_due_gifts(), letters()) == (0, [])
    with pytest.raises(GiftNotPaid):
        send_again(gift, actor=order.buyer)


def test_a_letter_that_the_mail_server_did_not_take_goes_out_later(given, monkeypatch):
    gift = given()
    with monkeypatch.context() as away:
        away.setattr("commerce.operations.gifts.send_letter", lambda *_, **__: (_ for _ in ()).throw(OSError("away")))
        with pytest.raises(OSError, match="away"):
            send_gift(gift.pk)
    assert Gift.objects.get().state == GiftState.WAITING
    send_gift(gift.pk)
    send_gift(gift.pk)
    assert len(letters()) == 1


def test_what_nobody_is_told_to_send_any_more_is_found_by_the_sweep(given):
    given()
    jobs.run_pending()
    Gift.objects.update(sent_at=None)
    assert send_due_gifts() == 1
    jobs.run_pending()
    assert len(letters()) == 2


def test_a_letter_is_sent_again_when_its_giver_says_so(given):
    gift = given(send_on=clock.now().date() + timedelta(days=30))
    with pytest.raises(NotFound):
        send_again(gift, actor=UserFactory())
    jobs.run_pending()
    assert letters() == []
    send_again(gift, actor=gift.line.buyer)
    jobs.run_pending()
    send_again(gift, actor=gift.line.buyer)
    jobs.run_pending()
    assert len(letters()) == 2
    assert code_of(gift) in letters()[1].body


def test_another_address_gets_a_link_of_its_own_and_the_earlier_one_is_dead(given):
    gift = given()
    jobs.run_pending()
    before = code_of(gift)
    changed = change_recipient(gift, name="Rui", email="Rui@example.org", actor=gift.line.buyer)
    jobs.run_pending()
    assert (changed.recipient_email, len(letters()), len(letters("rui@example.org"))) == ("rui@example.org", 1, 1)
    with pytest.raises(NotFound):
        accept_gift(before, actor=UserFactory())
    assert accept_gift(code_of(changed), actor=UserFactory()).state == GiftState.ACCEPTED


def test_another_name_alone_sends_nothing_and_keeps_the_link(given):
    gift = given()
    jobs.run_pending()
    changed = change_recipient(gift, name="Anita", email="ana@example.org", actor=gift.line.buyer)
    jobs.run_pending()
    assert (changed.recipient_name, code_of(changed), len(letters())) == ("Anita", code_of(gift), 1)


def test_nothing_is_changed_for_others_or_once_it_is_accepted(given, truth):
    gift = given()
    with pytest.raises(NotFound):
        change_recipient(gift, name="Rui", email="rui@example.org", actor=UserFactory())
    accept_gift(code_of(gift), actor=UserFactory())
    for refused in (
        lambda: change_recipient(gift, name="Rui", email="rui@example.org", actor=gift.line.buyer),
        lambda: send_again(gift, actor=gift.line.buyer),
    ):
        with pytest.raises(GiftAccepted):
            refused()
    payment = gift.line.order.payments.get()
    apply_truth(payment, truth(payment, given_back(4900)))
    with pytest.raises(GiftGivenBack):
        send_again(gift, actor=gift.line.buyer)
    assert Gift.objects.get().recipient_email == "ana@example.org"


@pytest.mark.parametrize("close", [archive_course, withdraw_course])
def test_a_giver_is_told_that_nobody_can_accept_it_any_more(given, priced, close):
    made, other = priced(), priced()
    waiting = given(made, UserFactory())
    accept_gift(code_of(given(made, UserFactory())), actor=UserFactory())
    given(other, UserFactory())
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    close(made.course, actor=administrator)
    close(made.course, actor=administrator)
    [told] = Notice.objects.filter(kind="orders.gift_closed")
    assert told.person == waiting.line.buyer
    assert told.url == f"/account/orders/{waiting.line.order.public_id}"
    assert "Ana Duarte" in told.title


def test_a_giver_is_told_once_of_a_course_that_is_archived_and_then_withdrawn(given, priced):
    made, administrator = priced(), UserFactory(roles=[Role.ADMINISTRATOR])
    given(made, UserFactory())
    archive_course(made.course, actor=administrator)
    withdraw_course(made.course, actor=administrator)
    assert Notice.objects.filter(kind="orders.gift_closed").count() == 1


def test_a_link_holds_though_the_secret_has_changed_once_it_is_sent_again(given, settings):
    gift = given()
    settings.SECRET_KEY = "another one that came later"
    with pytest.raises(NotFound):
        accept_gift(code_of(gift), actor=UserFactory())
    send_again(gift, actor=gift.line.buyer)
    jobs.run_pending()
    assert code_of(gift) in letters()[-1].body
    accept_gift(code_of(gift), actor=UserFactory())


def test_a_bank_is_told_what_who_accepted_it_used(given, monkeypatch):
    gift, ana = given(), UserFactory()
    monkeypatch.setattr(
        "courses.registrations.sellables.SellableCourse.access_log", lambda self, sellable_id, holder: [holder.email]
    )
    payment = gift.line.order.payments.get()
    dispute = payment.disputes.model(payment=payment)
    assert prefilled(dispute)["access_activity_log"] == ""
    accept_gift(code_of(gift), actor=ana)
    assert prefilled(dispute)["access_activity_log"] == ana.email
