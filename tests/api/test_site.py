"""The site's own pages over HTTP: what every page shows, and the page at an address."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from cms.models import HomePage, Navigation, PlainPage, SiteSettings
from commerce.models import Plan, PlanPrice, Price
from tests.api.test_courses import queries_of
from tests.commerce.bundling import bundle_of
from tests.factories.media import ImageFactory
from tests.factories.published import live_course
from tests.factories.site import block, home_page, publish, rich_text, site_page

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-B8")]


def read(client, path):
    return client.get("/api/v1/pages", {"path": path})


def test_a_new_house_has_a_home_page_at_its_root(visitor):
    answer = read(visitor, "/")
    document = answer.json()["document"]
    assert (answer.status_code, answer.json()["outcome"], document["type"], document["path"]) == (
        200,
        "page",
        "home",
        "/",
    )
    assert [one["type"] for one in document["body"]] == ["hero", "course_shelf", "categories"]
    assert document["body"][0]["value"]["action"] == {"label": "Find a course", "url": "/courses"}
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_the_site_says_its_name_and_menus_in_one_answer(visitor):
    about = site_page(PlainPage, "About us", slug="about")
    hidden = site_page(PlainPage, "Not yet", slug="later", live=False)
    picture = ImageFactory()
    site = SiteSettings.the_one()
    site.contact_address, site.instagram, site.share_picture = "hello@example.org", "https://instagram.com/us", picture
    site.save()
    menus = Navigation.the_one()
    links = [
        {"label": "About", "page": about.pk, "address": ""},
        {"label": "Later", "page": hidden.pk, "address": ""},
        {"label": "Courses", "page": None, "address": "/courses"},
    ]
    menus.footer = [block("group", heading="House", links=links)]
    menus.save()
    answer, queries = queries_of(visitor, "/api/v1/site")
    document = answer.json()["document"]
    assert queries == 6
    assert document["name"] == "Perfomix"
    assert document["contact_address"] == "hello@example.org"
    assert document["social"] == [{"network": "instagram", "url": "https://instagram.com/us"}]
    assert document["share_picture"]["url"] == f"/api/v1/media/{picture.public_id}"
    assert [(entry["type"], entry["value"]) for entry in document["header"]] == [
        ("link", {"label": "Courses", "url": "/courses"})
    ]
    assert document["footer"][0]["value"] == {
        "heading": "House",
        "links": [{"label": "About", "url": "/about"}, {"label": "Courses", "url": "/courses"}],
    }


def menus_with(*addresses):
    menus = Navigation.the_one()
    menus.header = [block("link", label=each, page=None, address=each) for each in addresses]
    links = [{"label": each, "page": None, "address": each} for each in addresses]
    menus.footer = [block("group", heading="More", links=links), block("group", heading="Plans", links=links[1:2])]
    menus.save()


def menus_of(visitor):
    document = visitor.get("/api/v1/site").json()["document"]
    groups = [
        (entry["value"]["heading"], [link["url"] for link in entry["value"]["links"]]) for entry in document["footer"]
    ]
    return [entry["value"]["url"] for entry in document["header"]], groups


def test_menus_lead_to_bundles_and_plans_while_there_are_some(visitor):
    menus_with("/courses", "/plans", "/bundles")
    assert menus_of(visitor) == (["/courses"], [("More", ["/courses"])])
    PlanPrice.objects.create(
        plan=Plan.objects.create(name="All access", is_offered=True),
        interval="month",
        currency="EUR",
        amount_minor=1900,
    )
    everything = ["/courses", "/plans"]
    assert menus_of(visitor) == (everything, [("More", everything), ("Plans", ["/plans"])])
    made = [live_course(price_minor=900), live_course(price_minor=900)]
    for each in made:
        Price.objects.create(
            sellable_kind="course", sellable_id=each.course.public_id, currency="EUR", amount_minor=900, state="active"
        )
    bundle_of(*made)
    everything.append("/bundles")
    assert menus_of(visitor) == (everything, [("More", everything), ("Plans", ["/plans"])])
    _answer, queries = queries_of(visitor, "/api/v1/site")
    assert queries == 6


def test_who_holds_the_current_page_gets_no_other(visitor):
    for address in ("/api/v1/site", "/api/v1/pages?path=/"):
        etag = visitor.get(address)["ETag"]
        answer = visitor.get(address, headers={"If-None-Match": etag})
        assert (answer.status_code, answer.content) == (304, b"")
    home_page(block("hero", heading="Other words"))
    assert visitor.get("/api/v1/pages?path=/", headers={"If-None-Match": etag}).status_code == 200


def test_a_page_is_found_with_and_without_a_slash_at_its_end(visitor):
    about = site_page(PlainPage, "About us", slug="about")
    site_page(PlainPage, "People", slug="people", under=about)
    for path in ("/about/people", "/about/people/"):
        document = read(visitor, path).json()["document"]
        assert (document["title"], document["path"]) == ("People", "/about/people")
        assert document["breadcrumbs"] == [{"title": "About us", "path": "/about"}]


def test_what_is_not_public_is_not_there(visitor):
    draft = site_page(PlainPage, "Draft", slug="draft", live=False)
    private = site_page(PlainPage, "Private", slug="private")
    site_page(PlainPage, "Below", slug="below", under=private)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    missing = read(visitor, "/no-such-page")
    assert missing.status_code == 404
    for path in ("/draft", "/private", "/private/below", "/home", f"/{draft.pk}", "/courses"):
        answer = read(visitor, path)
        assert (answer.status_code, answer.content) == (404, missing.content), path


def test_what_is_being_written_is_not_shown_before_it_is_published(visitor):
    page = site_page(PlainPage, "About us", slug="about", body=[rich_text("<p>Old.</p>")])
    page.body, page.title = [("rich_text", "<p>New.</p>")], "About"
    page.save_revision()
    document = read(visitor, "/about").json()["document"]
    assert (document["title"], document["body"][0]["value"]["html"]) == ("About us", "<p>Old.</p>")
    publish(page)
    assert read(visitor, "/about").json()["document"]["body"][0]["value"]["html"] == "<p>New.</p>"


@pytest.mark.parametrize("path", ["", "about", "/" + "x" * 600])
def test_what_is_no_path_is_refused(visitor, path):
    assert read(visitor, path).status_code == 422


@pytest.mark.covers("fault-S1")
@pytest.mark.parametrize("path", ["//[", "//[::1", "//]/a", "/\ufffd", "/%5B", "//evil.example/about"])
def test_what_can_be_no_address_is_not_found(visitor, path):
    assert read(visitor, path).status_code == 404


def test_an_address_that_leads_elsewhere_says_where(visitor):
    about = site_page(PlainPage, "About us", slug="about")
    Redirect.add_redirect("/who-we-are", about, is_permanent=True)
    Redirect.add_redirect("/shop", "https://example.org/shop", is_permanent=False)
    Redirect.add_redirect("/trap", "javascript:alert(1)")
    answer = read(visitor, "/who-we-are/")
    assert (answer.status_code, answer.json()) == (
        200,
        {"outcome": "redirect", "target": "/about", "is_permanent": True},
    )
    assert read(visitor, "/shop").json() == {
        "outcome": "redirect",
        "target": "https://example.org/shop",
        "is_permanent": False,
    }
    assert read(visitor, "/trap").status_code == 404
    about.unpublish()
    assert read(visitor, "/who-we-are").status_code == 404


def test_a_page_that_moved_leaves_its_old_address_behind(visitor, django_capture_on_commit_callbacks):
    about = site_page(PlainPage, "About us", slug="about")
    site_page(PlainPage, "People", slug="people", under=about)
    about.slug = "house"
    with django_capture_on_commit_callbacks(execute=True):
        publish(about)
    assert read(visitor, "/about").json()["target"] == "/house"
    assert read(visitor, "/about/people").json()["target"] == "/house/people"
    assert read(visitor, "/house/people").json()["document"]["title"] == "People"


def test_a_full_home_page_costs_few_queries(visitor):
    course = live_course(title="Waltz").course
    about = site_page(PlainPage, "About us", slug="about")
    picture = {"image": ImageFactory().pk, "alt_text": "A stage"}
    home_page(
        block(
            "hero",
            heading="Dance",
            action={"label": "About", "page": about.pk, "address": ""},
            picture=picture,
        ),
        block("features", heading="Good", features=[{"icon": "play", "heading": "Slow", "text": "Slower."}] * 3),
        block("course_shelf", heading="New", rule="new", size=4, courses=[]),
        block("course_shelf", heading="Ours", rule="chosen", courses=[course.pk]),
        block("categories", heading="Arts", categories=[]),
        block("testimonials", heading="Said", testimonials=[{"text": "Good.", "name": "Ana", "picture": picture}]),
        block("pricing", heading="Prices", plans=[{"name": "Free", "amount_minor": 0, "currency": "EUR"}]),
        block("call_to_action", heading="Go", action={"label": "Go", "page": None, "address": "/courses"}),
    )
    answer, queries = queries_of(visitor, "/api/v1/pages?path=/")
    values = {one["type"]: one["value"] for one in answer.json()["document"]["body"]}
    assert queries == 7
    assert values["hero"]["action"] == {"label": "About", "url": "/about"}
    assert values["hero"]["picture"]["alt_text"] == "A stage"
    assert values["course_shelf"]["courses"][0]["document"]["title"] == "Waltz"
    assert values["course_shelf"]["courses"][0]["live"]["price"]["amount_minor"] == 0
    assert values["categories"]["categories"][0].keys() == {"slug", "name", "description", "course_count", "picture"}
    assert values["pricing"]["plans"][0]["price"] == {"amount_minor": 0, "currency": "EUR", "period": "once"}


def test_pictures_of_public_pages_open_for_everybody_and_no_others(visitor):
    shown, drafted, shared = ImageFactory(), ImageFactory(), ImageFactory()
    home_page(block("hero", heading="Dance", picture={"image": shown.pk, "alt_text": ""}))
    home = HomePage.objects.get()
    home.body = [("hero", {"heading": "Dance", "picture": {"image": drafted, "alt_text": ""}})]
    home.save_revision()
    SiteSettings.objects.update(share_picture=shared)
    opened = [visitor.get(f"/api/v1/media/{one.public_id}").status_code for one in (shown, drafted, shared)]
    assert opened == [302, 404, 302]
