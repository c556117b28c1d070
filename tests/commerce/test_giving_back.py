"""Learners give back what the terms of their order allow, and ask administrators for the rest."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.urls import reverse

from commerce.enums import OrderState, RefundReason, RefundState, RequestState
from commerce.errors import MoreThanPaid, NotByPolicy, NothingLeft, RequestDecided
from commerce.models import Order, Refund, RefundRequest, RefundTerms, SellingSettings
from commerce.operations.giving_back import (
    approve_request,
    ask_for_money_back,
    decline_request,
    give_back,
    may_be_given_back,
)
from commerce.operations.refunds import carry_out, refund_order
from commerce.operations.settlement import apply_truth
from courses.models import Enrolment, LessonProgress
from kit import clock, jobs
from kit.errors import InvalidInput, NotAllowed, NotFound
from kit.failpoints import hold
from notices.models import Notice
from tests.commerce.conftest import broken_invariants, given_back
from tests.factories.accounts import UserFactory
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D3")]


@pytest.fixture
def bought(priced, ordered, truth):
    """A paid order of one course with ten lessons."""

    def buy(days=14, percent=30, lessons=10, **course):
        settings = SellingSettings.objects.create(refund_days=days, refund_progress_percent=percent)
        order = ordered(priced(**course))
        payment = order.payments.get()
        apply_truth(payment, truth(payment))
        settings.delete()
        return Order.objects.get(pk=order.pk)

    return buy


@pytest.fixture
def administrator():
    return UserFactory(roles=["administrator"])


def open_lessons(order, monkeypatch, percent):
    """As if so much of the course had been opened; that courses tell the truth is tested below."""
    monkeypatch.setattr(
        "courses.registrations.sellables.SellableCourse.progress", lambda self, sellable_id, buyer: percent
    )


def finish(refund, truth):
    payment = refund.payment
    apply_truth(payment, truth(payment, given_back(refund.amount_minor, key=refund.key, name=f"re_{refund.pk}")))


def test_within_the_terms_a_course_is_given_back(bought, truth):
    order = bought()
    line = order.lines.get()
    refund = give_back(line, words="Not for me", actor=order.buyer)
    assert (refund.amount_minor, refund.reason, refund.words) == (4900, RefundReason.BY_POLICY, "Not for me")
    assert jobs.is_under_way("commerce.carry_out_refund", refund=refund.pk)
    finish(refund, truth)
    order.refresh_from_db()
    assert order.state == OrderState.REFUNDED
    assert not Enrolment.objects.open().filter(learner=order.buyer).exists()
    assert order.papers.count() == 2
    assert broken_invariants() == []


def test_giving_back_twice_is_giving_back_once(bought, truth):
    order = bought()
    line = order.lines.get()
    first = give_back(line, actor=order.buyer)
    assert give_back(line, actor=order.buyer) == first
    finish(first, truth)
    with pytest.raises(NothingLeft):
        give_back(line, actor=order.buyer)
    assert Refund.objects.count() == 1


@pytest.mark.parametrize(
    ("days", "percent", "passed", "opened", "why_not"),
    [
        (14, 30, timedelta(days=13, hours=23), 30, ""),
        (14, 30, timedelta(days=14), 0, "too_late"),
        (14, 30, timedelta(0), 31, "too_far"),
        (0, 100, timedelta(0), 0, "no_terms"),
        (14, 0, timedelta(0), 0, ""),
        (14, 0, timedelta(0), 1, "too_far"),
    ],
)
def test_window_and_progress_decide(bought, monkeypatch, days, percent, passed, opened, why_not):  # noqa: PLR0917
    order = bought(days=days, percent=percent)
    open_lessons(order, monkeypatch, opened)
    now = order.paid_at + passed
    monkeypatch.setattr(clock, "now", lambda: now)
    (looked,) = may_be_given_back(order)
    assert looked.why_not == why_not
    if why_not:
        with pytest.raises(NotByPolicy):
            give_back(order.lines.get(), actor=order.buyer)
        assert not Refund.objects.exists()
    else:
        assert give_back(order.lines.get(), actor=order.buyer).amount_minor == 4900


def test_the_terms_are_those_of_the_purchase(bought):
    order = bought(days=14)
    SellingSettings.objects.create(refund_days=0)
    assert may_be_given_back(order)[0].why_not == ""
    for change in ({"days": 99}, {"progress_percent": 99}):
        with pytest.raises(DatabaseError), transaction.atomic():
            RefundTerms.objects.filter(order=order).update(**change)


def test_courses_tell_how_much_was_opened(bought):
    order = bought(percent=0)
    enrolment = Enrolment.objects.get(learner=order.buyer)
    lesson = enrolment.course.lessons.first()
    assert may_be_given_back(order)[0].progress_percent == 0
    now = clock.now()
    LessonProgress.objects.create(
        learner=order.buyer, lesson=lesson, course=enrolment.course, first_access_at=now, last_access_at=now
    )
    looked = may_be_given_back(order)[0]
    assert looked.progress_percent > 0
    assert looked.why_not == "too_far"


def test_what_staff_gave_back_in_part_is_left_out(bought, administrator, truth):
    order = bought()
    line = order.lines.get()
    finish(refund_order(order, {line: 900}, note="Ill", actor=administrator), truth)
    assert give_back(line, actor=order.buyer).amount_minor == 4000


def test_only_the_buyer_gives_back(bought, administrator):
    order = bought()
    for person in (UserFactory(), administrator):
        with pytest.raises(NotFound):
            give_back(order.lines.get(), actor=person)
        with pytest.raises(NotFound):
            ask_for_money_back(order.lines.get(), words="Please", actor=person)
    assert not Refund.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["buyer", "staff"])
def test_two_tabs_and_staff_at_once_give_back_once(bought, administrator, other):
    order = bought()
    line = order.lines.get()

    def by_staff():
        return refund_order(order, {line: 4900}, note="Ill", actor=administrator)

    with hold("commerce.before_giving_back") as held:
        first = Runner(lambda: give_back(line, actor=order.buyer))
        held.wait_until_reached()
        second = Runner(by_staff if other == "staff" else lambda: give_back(line, actor=order.buyer))
        wait_for_a_lock_queue(second)
    assert first.outcome().amount_minor == 4900
    if other == "staff":
        assert isinstance(second.outcome(), MoreThanPaid)
    else:
        assert second.outcome() == first.outcome()
    assert Refund.objects.count() == 1


def test_beyond_the_terms_administrators_are_asked(bought, administrator):
    order = bought(days=0)
    request = ask_for_money_back(order.lines.get(), words=" I was ill. ", actor=order.buyer)
    assert (request.words, request.state) == ("I was ill.", RequestState.WAITING)
    assert ask_for_money_back(order.lines.get(), words="Again", actor=order.buyer) == request
    notice = Notice.objects.get(person=administrator, kind="orders.refund_asked")
    assert notice.url.endswith(f"/admin/refund-requests/inspect/{request.pk}/")
    with pytest.raises(InvalidInput):
        ask_for_money_back(order.lines.get(), words="  ", actor=order.buyer)


def test_an_approved_request_gives_money_back_and_says_so(bought, administrator, truth):
    order = bought(days=0)
    request = ask_for_money_back(order.lines.get(), words="I was ill.", actor=order.buyer)
    refund = approve_request(request, 2000, answer="Get well.", actor=administrator)
    assert (refund.amount_minor, refund.reason) == (2000, RefundReason.BY_REQUEST)
    finish(refund, truth)
    request.refresh_from_db()
    assert (request.state, request.refund, request.decided_by) == (RequestState.APPROVED, refund, administrator)
    assert Enrolment.objects.open().filter(learner=order.buyer).exists()
    jobs_done = [notice.title for notice in Notice.objects.filter(person=order.buyer, kind="orders.refund_approved")]
    assert jobs_done == ["€20.00 are on their way back to you"]
    with pytest.raises(RequestDecided):
        decline_request(request, answer="No.", actor=administrator)
    assert broken_invariants() == []


def test_a_declined_request_says_why(bought, administrator):
    order = bought(days=0)
    request = ask_for_money_back(order.lines.get(), words="I was ill.", actor=order.buyer)
    with pytest.raises(InvalidInput):
        decline_request(request, answer=" ", actor=administrator)
    decline_request(request, answer="You finished it.", actor=administrator)
    assert Notice.objects.get(person=order.buyer, kind="orders.refund_declined").body == "You finished it."
    assert not Refund.objects.exists()
    again = ask_for_money_back(order.lines.get(), words="Really.", actor=order.buyer)
    assert again != request


def test_only_administrators_decide(bought):
    order = bought(days=0)
    request = ask_for_money_back(order.lines.get(), words="I was ill.", actor=order.buyer)
    for person in (order.buyer, UserFactory(roles=["reviewer"])):
        with pytest.raises(NotAllowed):
            approve_request(request, 100, actor=person)
        with pytest.raises(NotAllowed):
            decline_request(request, answer="No.", actor=person)
    assert RefundRequest.objects.get().state == RequestState.WAITING


def test_what_was_given_back_meanwhile_needs_no_answer(bought, administrator, truth):
    order = bought(days=0)
    line = order.lines.get()
    ask_for_money_back(line, words="I was ill.", actor=order.buyer)
    finish(refund_order(order, {line: 4900}, note="Ill", actor=administrator), truth)
    assert RefundRequest.objects.get().state == RequestState.SETTLED
    with pytest.raises(NothingLeft):
        ask_for_money_back(line, words="Again", actor=order.buyer)


def test_the_way_over_the_api(bought, signed_in):
    order = bought()
    line = str(order.lines.get().public_id)
    address = f"/api/v1/me/orders/{order.public_id}"
    api = signed_in(order.buyer)
    (shown,) = api.get(f"{address}/refunds").json()["lines"]
    assert (shown["line"], shown["is_open"], shown["why_not"], shown["amount_minor"]) == (line, True, "", 4900)
    for _twice in range(2):
        answer = api.post(f"{address}/refunds", {"line": line}, format="json")
        assert answer.status_code == 201
    assert answer.json()["lines"][0]["why_not"] == "given_back"
    assert Refund.objects.count() == 1
    refused = api.post(f"{address}/refund-requests", {"line": line, "words": "More"}, format="json")
    assert (refused.status_code, refused.json()["error"]["details"]["reason"]) == (409, "nothing_left")
    assert api.post(f"{address}/refund-requests", {"line": line, "words": ""}, format="json").status_code == 422


def test_administrators_decide_at_their_desk(client, bought, administrator):
    order = bought(days=0)
    request = ask_for_money_back(order.lines.get(), words="I was ill.", actor=order.buyer)
    client.force_login(administrator)
    assert order.number in client.get(reverse("refund_requests:index")).content.decode()
    assert "I was ill." in client.get(reverse("refund_requests:inspect", args=[request.pk])).content.decode()
    decide = reverse("refund_requests:decide", args=[request.pk])
    for sent in ({"approve": "", "amount": "49.01"}, {"approve": "", "amount": "1.005"}, {"decline": "", "answer": ""}):
        answer = client.post(decide, sent)
        assert (answer.status_code, "help-critical" in answer.content.decode()) == (200, True)
    assert RefundRequest.objects.get().state == RequestState.WAITING
    assert client.post(decide, {"approve": "", "amount": "20.00", "answer": "Get well."}).status_code == 302
    assert Refund.objects.get().amount_minor == 2000


@pytest.mark.parametrize("roles", [["learner"], ["producer"], ["reviewer"]])
def test_nobody_else_decides_at_the_desk(client, bought, roles):
    order = bought(days=0)
    request = ask_for_money_back(order.lines.get(), words="I was ill.", actor=order.buyer)
    client.force_login(UserFactory(roles=roles))
    for method, name, arguments in (
        ("get", "index", []),
        ("get", "inspect", [request.pk]),
        ("post", "decide", [request.pk]),
    ):
        answer = getattr(client, method)(reverse(f"refund_requests:{name}", args=arguments), {"amount": "1"})
        assert answer.status_code in {302, 403}
        assert "I was ill." not in answer.content.decode()
    assert not Refund.objects.exists()


def test_a_course_is_given_back_at_the_provider(provider, ordered):
    from commerce.operations.checkout import open_payment  # noqa: PLC0415
    from commerce.operations.settlement import settle_order  # noqa: PLC0415

    order = ordered()
    provider.control("POST", f"sessions/{open_payment(order).session_id}/pay")
    settle_order(order)
    refund = give_back(order.lines.get(), actor=order.buyer)
    carry_out(refund)
    refund.refresh_from_db()
    order.refresh_from_db()
    assert (refund.state, order.state) == (RefundState.SUCCEEDED, OrderState.REFUNDED)
    jobs.run_pending()
    assert [letter.subject for letter in mail.outbox if letter.to == [order.buyer.email]]
    assert broken_invariants() == []
