"""Administrators keep the pages of the site; to everybody else of the editor they do not exist."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from accounts.enums import Role
from cms.models import (
    ArticleIndexPage,
    ArticlePage,
    ContactMessage,
    ContactPage,
    HelpArticlePage,
    HelpCategoryPage,
    HelpIndexPage,
    HomePage,
    Navigation,
    PlainPage,
    SitePage,
    SiteSettings,
)
from tests.courses.isolation.world import token_of
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree
from tests.factories.published import live_course
from tests.factories.site import block, home_page, rich_text, site_page

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-B8", "req-B9", "fault-Z1")]

WORD = "Zaunkönig"


@pytest.fixture
def pages():
    """A page of every kind, each with a word by which it is known."""
    journal = site_page(ArticleIndexPage, f"{WORD} journal", slug="articles")
    centre = site_page(HelpIndexPage, f"{WORD} help", slug="help")
    topic = site_page(HelpCategoryPage, f"{WORD} topic", under=centre, slug="topic")
    made = [
        home_page(block("hero", heading=WORD)),
        journal,
        centre,
        topic,
        site_page(ArticlePage, f"{WORD} article", under=journal, slug="one", standfirst=WORD),
        site_page(HelpArticlePage, f"{WORD} answer", under=topic, slug="one", standfirst=WORD),
        site_page(PlainPage, f"{WORD} about", slug="about", body=[rich_text(f"<p>{WORD}</p>")]),
        site_page(ContactPage, f"{WORD} contact", slug="contact"),
    ]
    assert {type(page) for page in made} == set(SitePage.__subclasses__())
    return made


def client_of(*roles):
    person = UserFactory(roles=roles)
    if Role.PRODUCER in roles:
        course_tree(person)
    client = Client()
    client.force_login(person)
    return client


def addresses(pages):
    message = ContactMessage.objects.create(name=WORD, email="a@example.org", text=WORD)
    redirect = Redirect.add_redirect("/old", f"/{WORD}")
    for page in pages:
        yield reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield reverse("wagtailadmin_explore", args=[page.pk])
    for name in ("history", "delete", "move", "copy", "usage", "unpublish", "revisions_index", "add_subpage"):
        yield reverse(f"wagtailadmin_pages:{name}", args=[pages[-1].pk])
    yield reverse("wagtailadmin_pages:add", args=["cms", "plainpage", pages[0].pk])
    for model in (SiteSettings, Navigation):
        yield reverse("wagtailsettings:edit", args=["cms", model._meta.model_name, model.the_one().pk])
    yield reverse("wagtailredirects:index")
    yield reverse("wagtailredirects:edit", args=[redirect.pk])
    yield reverse("contact_messages:index")
    yield reverse("contact_messages:edit", args=[message.pk])
    yield reverse("course_chooser:choose")


def test_an_administrator_opens_every_editor(pages):
    client = client_of(Role.ADMINISTRATOR)
    for address in addresses(pages):
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
    assert WORD in client.get(reverse("contact_messages:index")).content.decode()


@pytest.mark.parametrize("role", [Role.PRODUCER, Role.REVIEWER, Role.LEARNER])
def test_to_others_none_of_it_exists(pages, role):
    client = client_of(role)
    before = Page.objects.order_by("pk").values_list("pk", "title", "live")
    # Reviewers choose courses for paths, where only published ones are theirs to find.
    known = {reverse("course_chooser:choose")} if role is Role.REVIEWER else set()
    for address in set(addresses(pages)) - known:
        for response in (client.get(address), client.post(address, {"title": "Taken over", "confirm": "on"})):
            # Learners never get into the editor; what is ours there sends them to its door.
            assert response.status_code in ({302, 404} if role is Role.LEARNER else {404}), address
            assert WORD not in response.content.decode()
    assert list(before.all()) == list(before)
    assert not Page.objects.filter(title="Taken over").exists()


@pytest.mark.covers("fault-Z3")
def test_a_producer_finds_them_in_no_list_chooser_or_search(pages):
    client = client_of(Role.PRODUCER)
    for address in (
        reverse("wagtailadmin_explore_root"),
        reverse("wagtailadmin_choose_page"),
        reverse("wagtailadmin_choose_page_search") + "?q=about",
        reverse("wagtailadmin_pages:search") + "?q=about",
        "/admin/api/main/pages/",
        reverse("wagtailadmin_home"),
    ):
        response = client.get(address)
        assert WORD not in response.content.decode(), address


@pytest.mark.covers("fault-Z2")
def test_the_content_api_knows_them_for_administrators_alone(pages):
    producer, administrator = (UserFactory(roles=[role]) for role in (Role.PRODUCER, Role.ADMINISTRATOR))
    course_tree(producer)
    about = next(page for page in pages if page.slug == "about")
    address = f"/content-api/v3/pages/{about.pk}/"
    theirs = Client(headers={"Authorization": f"Bearer {token_of(producer)}"})
    assert theirs.get(address).status_code == 404
    assert theirs.patch(address, {"title": "Taken over"}, content_type="application/json").status_code == 404
    assert WORD not in theirs.get("/content-api/v3/pages/").content.decode()
    ours = Client(headers={"Authorization": f"Bearer {token_of(administrator)}"})
    assert ours.get(address).json()["title"] == f"{WORD} about"


def test_a_page_is_written_and_published_in_the_editor():
    client = client_of(Role.ADMINISTRATOR)
    home = HomePage.objects.get()
    form = {
        "title": "About us",
        "slug": "about",
        "standfirst": "Who we are.",
        "seo_title": "",
        "search_description": "",
        "share_picture": "",
        "in_sitemap": "on",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "heading",
        "body-0-id": "",
        "body-0-value-text": "Where it began",
        "body-0-value-level": "h2",
        "action-publish": "1",
    }
    response = client.post(reverse("wagtailadmin_pages:add", args=["cms", "plainpage", home.pk]), form)
    assert response.status_code == 302
    page = PlainPage.objects.get()
    assert (page.live, page.address, page.get_url_parts()[2]) == (True, "/about", "/about")
    document = client.get("/api/v1/pages", {"path": "/about"}).json()["document"]
    assert document["body"][0]["value"] == {"text": "Where it began", "level": "h2"}


def test_menus_are_written_in_the_settings_and_refuse_what_leads_nowhere():
    client = client_of(Role.ADMINISTRATOR)
    address = reverse("wagtailsettings:edit", args=["cms", "navigation", Navigation.the_one().pk])
    form = {
        "header-count": "1",
        "header-0-deleted": "",
        "header-0-order": "0",
        "header-0-type": "link",
        "header-0-id": "",
        "header-0-value-label": "Teachers",
        "header-0-value-page": "",
        "header-0-value-address": "javascript:alert(1)",
        "footer-count": "0",
        "legal-count": "0",
    }
    before = json.dumps(list(Navigation.objects.values("header", "footer")), default=str)
    assert client.post(address, form).status_code == 200
    assert json.dumps(list(Navigation.objects.values("header", "footer")), default=str) == before
    assert client.post(address, {**form, "header-0-value-address": "/producers"}).status_code == 302
    header = client.get("/api/v1/site").json()["document"]["header"]
    assert [entry["value"] for entry in header] == [{"label": "Teachers", "url": "/producers"}]


def test_courses_are_chosen_by_title_from_those_that_are_published():
    live_course(title="Waltz for two")
    live_course(title="Tango")
    course_tree(title="Waltz in secret")
    client = client_of(Role.ADMINISTRATOR)
    page = client.get(reverse("course_chooser:choose_results"), {"q": "waltz"}).content.decode()
    assert "Waltz for two" in page
    assert "Tango" not in page
    assert "in secret" not in page


def test_messages_are_ticked_off_and_never_rewritten():
    client = client_of(Role.ADMINISTRATOR)
    message = ContactMessage.objects.create(name="Ana", email="ana@example.org", subject="Hello", text="Words")
    address = reverse("contact_messages:edit", args=[message.pk])
    assert client.post(address, {"is_answered": "on", "text": "Other words", "name": "Eve"}).status_code == 302
    message.refresh_from_db()
    assert (message.is_answered, message.text, message.name) == (True, "Words", "Ana")
    assert client.get(reverse("contact_messages:add")).status_code == 302
    assert ContactMessage.objects.count() == 1


def test_the_menu_shows_what_one_can_use():
    ours, theirs = (client_of(role).get("/admin/").content.decode() for role in (Role.ADMINISTRATOR, Role.PRODUCER))
    for address in ("/admin/messages/", "/admin/settings/cms/sitesettings/", "/admin/redirects/"):
        assert address in ours
        assert address not in theirs


def test_asking_for_the_picture_of_a_block_never_fails():
    client = client_of(Role.ADMINISTRATOR)
    for model, name in ((HomePage, "body"), (PlainPage, "body"), (Navigation, "header")):
        for one in model._meta.get_field(name).stream_block.child_blocks.values():
            answer = client.get(reverse("wagtailadmin_block_preview"), {"id": one.definition_prefix})
            assert answer.status_code == 200, one.name
            assert one.is_previewable is not one.__module__.startswith("cms."), one.name
