import pytest

from accounts.enums import Role
from commerce.enums import PriceState
from commerce.errors import PriceDecided
from commerce.models import Price
from commerce.operations.prices import confirm_price, price_held, retire_prices
from courses.operations.prices import (
    confirm_course_price,
    decline_course_price,
    propose_course_price,
    proposed_price,
)
from courses.operations.publication import publish_submission
from courses.operations.submissions import approve, submit_course
from kit.errors import NotAllowed
from tests.factories.accounts import UserFactory
from tests.factories.submissions import published_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return UserFactory(roles=[Role.ADMINISTRATOR])


def another_version(published, *, approved_by, **fields):
    draft = published.tree.page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision()
    submission = submit_course(published.course, actor=published.tree.owner)
    approve(submission, actor=approved_by)
    publish_submission(submission.pk)


def shown(published):
    published.course.figures.refresh_from_db()
    figures = published.course.figures
    return figures.price_minor, figures.price_currency


def test_the_first_price_holds_with_the_first_publication():
    published = published_course(price_minor=4900)
    price = price_held("course", published.course.public_id)
    assert (price.amount_minor, price.currency, price.state) == (4900, "EUR", PriceState.ACTIVE)
    assert shown(published) == (4900, "EUR")


def test_a_later_price_waits_for_an_administrator(administrator):
    published = published_course(price_minor=4900)
    version = published.course.figures.version
    another_version(published, approved_by=published.reviewer, price_minor=5900)
    assert shown(published) == (4900, "EUR")
    waiting = proposed_price(published.course)
    assert waiting.amount_minor == 5900
    with pytest.raises(NotAllowed):
        confirm_course_price(published.course, waiting, actor=published.tree.owner)
    with pytest.raises(NotAllowed):
        decline_course_price(published.course, waiting, actor=published.tree.owner)
    confirm_course_price(published.course, waiting, actor=administrator)
    assert shown(published) == (5900, "EUR")
    assert published.course.figures.version > version
    states = dict(Price.objects.values_list("amount_minor", "state"))
    assert states == {4900: PriceState.RETIRED, 5900: PriceState.ACTIVE}
    with pytest.raises(PriceDecided):
        confirm_price(waiting, actor=administrator)


def test_an_administrator_who_approves_confirms_the_price_too(administrator):
    published = published_course(price_minor=4900)
    another_version(published, approved_by=administrator, price_minor=0, price_currency="USD")
    assert shown(published) == (0, "USD")


def test_a_proposal_takes_the_place_of_the_one_before(administrator):
    published = published_course(price_minor=4900)
    owner = published.tree.owner
    with pytest.raises(NotAllowed):
        propose_course_price(published.course, amount_minor=1, currency="EUR", actor=UserFactory())
    first = propose_course_price(published.course, amount_minor=5900, currency="EUR", actor=owner)
    assert propose_course_price(published.course, amount_minor=5900, currency="EUR", actor=owner) == first
    second = propose_course_price(published.course, amount_minor=3900, currency="EUR", actor=owner)
    first.refresh_from_db()
    assert first.state == PriceState.DECLINED
    decline_course_price(published.course, second, actor=administrator)
    assert proposed_price(published.course) is None
    assert shown(published) == (4900, "EUR")


def test_prices_retire_with_what_they_are_for(administrator):
    published = published_course(price_minor=4900)
    retire_prices("course", published.course.public_id, actor=administrator)
    assert price_held("course", published.course.public_id) is None
