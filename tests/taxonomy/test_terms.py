"""The lists by which courses are sorted: what a new house has, and who may change them."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from taxonomy.models import Category, Level, Style
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree

pytestmark = pytest.mark.django_db
LISTS = ["categories", "styles", "levels"]


@pytest.fixture
def administrator(client):
    person = UserFactory(roles=[Role.ADMINISTRATOR])
    client.force_login(person)
    return client


def test_a_new_house_has_terms_for_every_art():
    assert list(Category.objects.values_list("slug", flat=True)) == ["dance", "voice", "instrument", "acting"]
    assert Level.objects.first().slug == "all-levels"
    for category in Category.objects.all():
        assert category.styles.count() >= 10


@pytest.mark.parametrize("terms", LISTS)
def test_an_administrator_sees_and_adds_terms(administrator, terms):
    assert administrator.get(reverse(f"{terms}:index")).status_code == 200
    data = {
        "name": "Something new",
        "slug": "something-new",
        "description": "",
        "category": Category.objects.first().pk,
    }
    assert administrator.post(reverse(f"{terms}:add"), data).status_code == 302
    model = {"categories": Category, "styles": Style, "levels": Level}[terms]
    assert model.objects.get(slug="something-new").name == "Something new"


@pytest.mark.parametrize("role", [Role.PRODUCER, Role.REVIEWER])
@pytest.mark.parametrize("terms", LISTS)
def test_nobody_else_reaches_the_lists(client, role, terms):
    client.force_login(UserFactory(roles=[role]))
    for view, key in (("index", None), ("add", None), ("edit", 1), ("delete", 1), ("usage", 1)):
        response = client.get(reverse(f"{terms}:{view}", args=[key] if key else []))
        assert response.status_code in {302, 403, 404}, view
        assert response.status_code != 302 or response.url.startswith(reverse("wagtailadmin_home"))
    before = Category.objects.count()
    client.post(reverse("categories:add"), {"name": "Mine", "slug": "mine"})
    assert Category.objects.count() == before


def test_a_term_in_use_is_kept_and_says_so(administrator):
    style = Style.objects.first()
    level = Level.objects.first()
    course_tree(level=level)
    for terms, term in (("categories", style.category), ("levels", level)):
        delete = reverse(f"{terms}:delete", args=[term.pk])
        assert administrator.get(delete).status_code == 200
        response = administrator.post(delete, follow=True)
        assert "is still used in" in response.content.decode()
    assert Category.objects.filter(pk=style.category_id).exists()
    assert Level.objects.filter(pk=level.pk).exists()


def test_a_term_nobody_uses_can_go(administrator):
    category = Category.objects.create(name="Circus", slug="circus")
    assert administrator.post(reverse("categories:delete", args=[category.pk])).status_code == 302
    assert not Category.objects.filter(slug="circus").exists()


def test_administrators_order_the_terms(administrator):
    first, second = Level.objects.all()[:2]
    response = administrator.post(reverse("levels:reorder", args=[second.pk]) + "?position=0")
    assert response.status_code == 200
    assert list(Level.objects.all()[:2]) == [second, first]
