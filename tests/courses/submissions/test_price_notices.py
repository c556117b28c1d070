"""Administrators hear which prices wait for them, and whoever proposed one hears what was decided."""

import pytest

from accounts.enums import Role
from commerce.models import Price
from courses.operations.prices import (
    confirm_course_price,
    decline_course_price,
    let_learners_choose,
    prices_to_confirm,
    propose_course_prices,
    take_back_proposal,
)
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.submissions import published_course, ready_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D11")]


@pytest.fixture
def administrator():
    return UserFactory(roles=[Role.ADMINISTRATOR])


@pytest.fixture
def published():
    return published_course(price_minor=4900, price_currency="EUR")


def told(person, kind):
    return list(Notice.objects.filter(person=person, kind=f"courses.{kind}").order_by("pk"))


def test_several_at_once_are_one_notice_and_asking_again_is_none(administrator, published):
    owner = published.tree.owner
    propose_course_prices(published.course, {"CHF": 5200, "JPY": 8000}, actor=owner)
    propose_course_prices(published.course, {"CHF": 5200, "JPY": 8000}, actor=owner)
    [notice] = told(administrator, "price_proposed")
    assert published.course.title in notice.title
    assert "CHF\u00a052.00, ¥8,000" in notice.body
    assert f"/admin/courses/{published.course.public_id}/prices/" in notice.url
    assert not told(owner, "price_proposed")


def test_what_learners_choose_and_what_is_free_are_said_in_words(administrator, published):
    course, owner = published.course, published.tree.owner
    let_learners_choose(course, "EUR", least_minor=500, suggested_minor=1500, most_minor=None, actor=owner)
    propose_course_prices(course, {"USD": 0}, actor=owner)
    chosen, free = told(administrator, "price_proposed")
    assert "what learners choose from €5.00 on" in chosen.body
    assert "to give it for nothing" in free.body


def test_who_proposed_hears_the_answer_of_somebody_else(administrator, published):
    course, owner = published.course, published.tree.owner
    francs, yen, dollars = propose_course_prices(course, {"CHF": 5200, "JPY": 8000, "USD": 5500}, actor=owner)
    confirm_course_price(course, francs, actor=administrator)
    decline_course_price(course, yen, actor=administrator)
    take_back_proposal(course, dollars, actor=owner)
    [confirmed], [declined] = told(owner, "price_confirmed"), told(owner, "price_declined")
    assert confirmed.title.startswith("Confirmed: CHF\u00a052.00")
    assert declined.title.startswith("Not confirmed: ¥8,000")
    [own] = propose_course_prices(course, {"GBP": 4200}, actor=administrator)
    confirm_course_price(course, own, actor=administrator)
    assert not told(administrator, "price_confirmed")
    assert len(told(administrator, "price_proposed")) == 1


def test_the_first_prices_are_the_reviewers(administrator, client):
    tree = ready_course()
    propose_course_prices(tree.course, {"CHF": 5200}, actor=tree.owner)
    assert not told(administrator, "price_proposed")
    assert prices_to_confirm() == []
    client.force_login(administrator)
    assert "Prices to confirm" not in client.get("/admin/").content.decode()


def test_what_waits_stands_on_the_first_page_of_administrators(administrator, published, client):
    course, owner = published.course, published.tree.owner
    [price] = propose_course_prices(course, {"CHF": 5200}, actor=owner)
    assert prices_to_confirm() == [(price, course)]
    client.force_login(administrator)
    page = client.get("/admin/").content.decode()
    assert "Prices to confirm" in page
    assert "CHF\u00a052.00" in page
    assert f"/admin/courses/{course.public_id}/prices/" in page
    client.force_login(owner)
    assert "Prices to confirm" not in client.get("/admin/").content.decode()
    confirm_course_price(course, Price.objects.proposed().get(), actor=administrator)
    assert prices_to_confirm() == []
