"""What a course brings is divided as its owner proposed and everybody concerned agreed."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from accounts.enums import Role
from commerce.enums import PriceState
from commerce.models import Price
from commerce.operations.checkout import place_order
from commerce.operations.wanted import Wanted
from courses.enums import AuthorState, SplitState
from courses.errors import SplitDecided
from courses.models import CourseAuthor, RightsPart, RightsSplit
from courses.operations.authors import accept_invitation, offer_course
from courses.operations.rights import agree_to_split, decline_split, propose_split, shares_of, take_back_split
from kit.errors import InvalidInput, NotAllowed
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.published import live_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D6")]


@pytest.fixture
def course():
    return live_course(price_minor=1000, owner=UserFactory(display_name="Ana", roles=[Role.PRODUCER])).course


@pytest.fixture
def owner(course):
    return course.owner


def co_author(course, name):
    person = UserFactory(display_name=name, roles=[Role.PRODUCER])
    CourseAuthor.objects.create(course=course, person=person, state=AuthorState.ACCEPTED)
    return person


@pytest.fixture
def bo(course):
    return co_author(course, "Bo Quist")


@pytest.fixture
def cy(course):
    return co_author(course, "Cy")


def held(course):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return shares_of(course)


def test_only_what_everybody_agreed_to_holds(course, owner, bo, cy):
    split = propose_split(course, {owner: 5000, bo: 3333, cy: 1667}, actor=owner)
    assert held(course) == {owner: 10_000}
    assert set(Notice.objects.filter(kind="courses.shares_proposed").values_list("person", flat=True)) == {bo.pk, cy.pk}
    agree_to_split(split, actor=bo)
    agree_to_split(split, actor=bo)
    assert held(course) == {owner: 10_000}
    agree_to_split(split, actor=cy)
    assert held(course) == {owner: 5000, bo: 3333, cy: 1667}
    for answer in (agree_to_split, decline_split):
        with pytest.raises(SplitDecided):
            answer(split, actor=bo)


def test_one_no_and_what_held_goes_on_holding(course, owner, bo, cy):
    agree_to_split(propose_split(course, {owner: 6000, bo: 4000}, actor=owner), actor=bo)
    split = propose_split(course, {owner: 2000, bo: 4000, cy: 4000}, actor=owner)
    agree_to_split(split, actor=bo)
    decline_split(split, actor=cy)
    assert held(course) == {owner: 6000, bo: 4000}
    assert Notice.objects.filter(person=owner, kind="courses.shares_declined").count() == 1
    assert list(RightsSplit.objects.order_by("pk").values_list("state", flat=True)) == ["agreed", "declined"]


def test_nobody_loses_their_part_without_saying_yes(course, owner, bo):
    agree_to_split(propose_split(course, {owner: 5000, bo: 5000}, actor=owner), actor=bo)
    CourseAuthor.objects.filter(person=bo).update(state=AuthorState.LEFT, left_at="2026-01-01T00:00Z")
    split = propose_split(course, {owner: 10_000}, actor=owner)
    assert held(course) == {owner: 5000, bo: 5000}
    agree_to_split(split, actor=bo)
    assert held(course) == {owner: 10_000}
    assert RightsSplit.objects.get(state=SplitState.REPLACED).parts.count() == 2


def test_a_new_proposal_takes_the_place_of_one_that_waits(course, owner, bo):
    first = propose_split(course, {owner: 9000, bo: 1000}, actor=owner)
    second = propose_split(course, {owner: 8000, bo: 2000}, actor=owner)
    with pytest.raises(SplitDecided):
        agree_to_split(first, actor=bo)
    take_back_split(second, actor=owner)
    with pytest.raises(SplitDecided):
        agree_to_split(second, actor=bo)
    assert held(course) == {owner: 10_000}


def test_a_course_that_changes_hands_keeps_what_was_agreed_and_no_proposals(course, owner, bo):
    agree_to_split(propose_split(course, {owner: 7000, bo: 3000}, actor=owner), actor=bo)
    waiting = propose_split(course, {owner: 9000, bo: 1000}, actor=owner)
    invitation = offer_course(course, bo.email, actor=owner)
    accept_invitation(invitation, actor=bo)
    assert held(course) == {owner: 7000, bo: 3000}
    with pytest.raises(SplitDecided):
        agree_to_split(waiting, actor=bo)
    course.refresh_from_db()
    with pytest.raises(NotAllowed):
        propose_split(course, {owner: 10_000}, actor=owner)


@pytest.mark.parametrize("parts", [(5000, 4999), (5000, 5001), (-1, 10_001), (0, 0), (10_001, 0)])
def test_shares_sum_to_everything(course, owner, bo, parts):
    with pytest.raises(InvalidInput):
        propose_split(course, dict(zip((owner, bo), parts, strict=True)), actor=owner)
    with pytest.raises(InvalidInput):
        propose_split(course, {owner: 5000, UserFactory(roles=[Role.PRODUCER]): 5000}, actor=owner)
    assert not RightsSplit.objects.exists()


def test_only_the_owner_proposes_and_only_those_asked_answer(course, owner, bo):
    for person in (bo, UserFactory(roles=[Role.ADMINISTRATOR]), UserFactory(roles=[Role.PRODUCER])):
        with pytest.raises(NotAllowed):
            propose_split(course, {owner: 5000, bo: 5000}, actor=person)
    split = propose_split(course, {owner: 5000, bo: 5000}, actor=owner)
    stranger = UserFactory(roles=[Role.PRODUCER])
    for answer in (agree_to_split, decline_split, take_back_split):
        with pytest.raises(NotAllowed):
            answer(split, actor=stranger)
    with pytest.raises(NotAllowed):
        take_back_split(split, actor=bo)
    bo.is_active = False
    with pytest.raises(NotAllowed):
        agree_to_split(split, actor=bo)
    assert held(course) == {owner: 10_000}


def test_orders_freeze_the_shares(course, owner, bo, settings):
    settings.STRIPE_SECRET_KEY = "sk_test_1"
    Price.objects.create(
        sellable_kind="course", sellable_id=course.public_id, currency="EUR", amount_minor=999, state=PriceState.ACTIVE
    )
    agree_to_split(propose_split(course, {owner: 6667, bo: 3333}, actor=owner), actor=bo)
    line = place_order(UserFactory(), [Wanted("course", course.public_id)]).lines.get()
    agree_to_split(propose_split(course, {owner: 1, bo: 9999}, actor=owner), actor=bo)
    assert {share.payee: share.amount_minor for share in line.shares.all()} == {owner: 566, bo: 283}


def test_the_database_holds_it_by_itself(course, owner, bo):
    split = propose_split(course, {owner: 5000, bo: 5000}, actor=owner)
    refused = [
        lambda: RightsSplit.objects.update(state=SplitState.AGREED),
        lambda: RightsPart.objects.update(basis_points=1),
        lambda: RightsPart.objects.filter(person=owner).update(agreed_at=None),
    ]
    for change in refused:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    decline_split(split, actor=bo)
    with pytest.raises(DatabaseError, match="does not go from"), transaction.atomic():
        RightsSplit.objects.update(state=SplitState.AGREED)
    RightsSplit.objects.create(course=course, proposed_by=owner)
    with pytest.raises(IntegrityError, match="do not sum"):
        held(course)


def test_it_is_proposed_and_agreed_to_in_the_editor(client, course, owner, bo):
    address = reverse("course_shares", args=[course.public_id])
    client.force_login(owner)
    wrong = client.post(address, {f"share_{owner.public_id}": "70", f"share_{bo.public_id}": "30.01"})
    assert "have to sum to 100 %" in wrong.content.decode()
    sent = {f"share_{owner.public_id}": "66.67", f"share_{bo.public_id}": "33.33"}
    assert client.post(address, sent).status_code == 302
    split = RightsSplit.objects.get()
    answer = reverse("answer_shares", args=[course.public_id, split.public_id])
    client.post(answer, {"answer": "sing"})
    client.force_login(bo)
    page = client.get(address).content.decode()
    assert "66.67 %" in page
    assert 'value="agree"' in page
    assert 'value="take-back"' not in page
    client.post(answer, {"answer": "agree"})
    assert held(course) == {owner: 6667, bo: 3333}
    assert "decided about already" in client.post(answer, {"answer": "decline"}, follow=True).content.decode()


def test_who_holds_a_part_sees_it_after_leaving_and_nobody_else_does(client, course, owner, bo):
    agree_to_split(propose_split(course, {owner: 5000, bo: 5000}, actor=owner), actor=bo)
    CourseAuthor.objects.filter(person=bo).update(state=AuthorState.LEFT, left_at="2026-01-01T00:00Z")
    address = reverse("course_shares", args=[course.public_id])
    client.force_login(bo)
    assert client.get(address).status_code == 200
    split = RightsSplit.objects.get()
    for roles in ([Role.PRODUCER], [Role.REVIEWER], [Role.LEARNER]):
        client.force_login(UserFactory(roles=roles))
        found = client.get(address)
        assert found.status_code in {302, 404}
        posted = client.post(reverse("answer_shares", args=[course.public_id, split.public_id]), {"answer": "agree"})
        assert posted.status_code in {302, 404}
        assert b"Bo Quist" not in found.content + posted.content
