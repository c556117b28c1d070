import pytest

from accounts.models import User

pytestmark = [pytest.mark.urls("tests.api.sample_urls"), pytest.mark.django_db]

PEOPLE = "/api/v1/sample/people"


def people(*names):
    for number, name in enumerate(names):
        User.objects.create(email=f"{name}{number}-{User.objects.count()}@example.org", display_name=name)


def read_all(visitor, size=2):
    found, cursor = [], ""
    while cursor is not None:
        page = visitor.get(PEOPLE, {"page_size": size, "cursor": cursor}).json()
        assert len(page["results"]) <= size
        found += page["results"]
        cursor = page["next_cursor"]
    return found


def test_pages_hold_every_row_once_in_order(visitor):
    people("b", "a", "a", "c", "a", "b", "d")
    expected = list(User.objects.order_by("display_name", "pk").values_list("email", flat=True))
    assert [read_all(visitor, size) for size in (1, 2, 3, 7, 100)] == [expected] * 5


def test_rows_that_come_or_go_shift_nothing(visitor):
    people("a", "b", "c", "d")
    first = visitor.get(PEOPLE, {"page_size": 2}).json()
    User.objects.get(display_name="b").delete()
    people("aa")
    second = visitor.get(PEOPLE, {"page_size": 2, "cursor": first["next_cursor"]}).json()
    assert [email[0] for email in first["results"] + second["results"]] == ["a", "b", "c", "d"]
    assert second["next_cursor"] is None


def test_a_page_is_one_query_whatever_stands_before_it(visitor, django_assert_num_queries):
    people(*"abcdefgh")
    cursor = visitor.get(PEOPLE, {"page_size": 5}).json()["next_cursor"]
    with django_assert_num_queries(1):
        visitor.get(PEOPLE, {"page_size": 2, "cursor": cursor})


@pytest.mark.parametrize(
    "query",
    ["cursor=made-up", "cursor=a:b", "cursor=" + "x" * 3000, "page_size=0", "page_size=101", "page_size=x"],
)
def test_cursors_and_sizes_of_others_are_refused(visitor, query):
    response = visitor.get(f"{PEOPLE}?{query}")
    assert response.status_code == 422
    assert set(response.json()["error"]["details"]["fields"]) == {query.split("=")[0]}
