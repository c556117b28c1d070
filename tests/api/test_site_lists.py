"""Articles, the help centre, every public address, and writing to us, over HTTP."""

from datetime import date, timedelta

import pytest
from django.core import mail
from wagtail.models import PageViewRestriction

from accounts.enums import Role
from accounts.operations.people import suspend_person
from cms.models import (
    ArticleIndexPage,
    ArticlePage,
    ContactMessage,
    HelpArticlePage,
    HelpCategoryPage,
    HelpIndexPage,
    PlainPage,
    SiteSettings,
)
from cms.operations.contact import KEPT_FOR, forget_old_messages, send_contact_letter
from courses.enums import Availability
from kit import clock
from taxonomy.models import Category
from tests.api.test_courses import queries_of
from tests.factories.accounts import UserFactory
from tests.factories.media import ImageFactory
from tests.factories.published import live_course
from tests.factories.site import block, publish, rich_text, site_page

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-B8")]


@pytest.fixture
def articles():
    index = site_page(ArticleIndexPage, "Journal", slug="articles")
    told = [("Spotting", ["ballet", "turns"]), ("Breath", ["voice"]), ("Turning", ["turns", "ballet"])]
    made = []
    for number, (title, tags) in enumerate(told):
        page = site_page(
            ArticlePage,
            title,
            under=index,
            live=False,
            standfirst=f"About {title}.",
            author_name="Ines Valverde",
            date=date(2026, 3, 1) + timedelta(days=number),
            picture=ImageFactory(),
            picture_alt=f"{title} as a drawing",
            body=[rich_text(f"<p>{title} is practice.</p>"), block("heading", text="More", level="h2")],
        )
        page.tags.add(*tags)
        publish(page)
        made.append(page)
    return made


@pytest.fixture
def help_centre():
    index = site_page(HelpIndexPage, "Help", slug="help", standfirst="Answers.")
    buying = site_page(HelpCategoryPage, "Paying", under=index, slug="paying", standfirst="Money.")
    learning = site_page(HelpCategoryPage, "Learning", under=index, slug="learning")
    for title, topic, words, often in (
        ("How do I get my money back?", buying, "A refund takes five days.", True),
        ("Which cards may I pay with?", buying, "Most of them.", False),
        ("How do I get a certificate?", learning, "Finish every lesson.", True),
    ):
        body = [rich_text(f"<p>{words} Ask us about zanzibar otherwise.</p>" if topic is buying else f"<p>{words}</p>")]
        site_page(HelpArticlePage, title, under=topic, standfirst=words, is_frequent=often, body=body)
    site_page(HelpArticlePage, "Secret money", under=buying, standfirst="No.", live=False)
    return index


def test_articles_come_newest_first_in_pages(visitor, articles):
    answer, queries = queries_of(visitor, "/api/v1/articles?page_size=2")
    assert queries == 3
    assert [one["title"] for one in answer.json()["results"]] == ["Turning", "Breath"]
    first = answer.json()["results"][0]
    assert first == {
        "path": "/articles/turning",
        "title": "Turning",
        "standfirst": "About Turning.",
        "date": "2026-03-03",
        "author_name": "Ines Valverde",
        "picture": first["picture"],
        "tags": [{"slug": "ballet", "name": "ballet"}, {"slug": "turns", "name": "turns"}],
    }
    assert first["picture"]["alt_text"] == "Turning as a drawing"
    rest = visitor.get("/api/v1/articles", {"page_size": 2, "cursor": answer.json()["next_cursor"]}).json()
    assert ([one["title"] for one in rest["results"]], rest["next_cursor"]) == (["Spotting"], None)


def test_articles_of_a_tag_and_no_others(visitor, articles):
    articles[2].unpublish()
    answer = visitor.get("/api/v1/articles", {"tag": "turns"}).json()
    assert [one["title"] for one in answer["results"]] == ["Spotting"]
    foreign = visitor.get("/api/v1/articles", {"page_size": 1}).json()["next_cursor"]
    assert visitor.get("/api/v1/articles", {"tag": "voice", "cursor": foreign}).status_code == 422


def test_an_article_names_those_that_share_most_with_it(visitor, articles):
    answer, queries = queries_of(visitor, "/api/v1/pages?path=/articles/spotting")
    document = answer.json()["document"]
    assert queries == 8
    assert (document["type"], document["date"], document["author_name"]) == ("article", "2026-03-01", "Ines Valverde")
    assert [one["title"] for one in document["related"]] == ["Turning", "Breath"]
    assert document["breadcrumbs"] == [{"title": "Journal", "path": "/articles"}]
    assert document["seo"]["share_picture"] == document["picture"]["image"]
    assert document["seo"]["description"] == "About Spotting."


def test_the_help_centre_shows_topics_and_what_is_asked_often(visitor, help_centre):
    answer, queries = queries_of(visitor, "/api/v1/pages?path=/help")
    document = answer.json()["document"]
    assert queries == 4
    assert [(one["title"], len(one["answers"])) for one in document["topics"]] == [("Paying", 2), ("Learning", 1)]
    assert [one["title"] for one in document["frequent"]] == [
        "How do I get my money back?",
        "How do I get a certificate?",
    ]
    topic = visitor.get("/api/v1/pages", {"path": "/help/paying"}).json()["document"]
    assert (topic["type"], len(topic["answers"]), topic["breadcrumbs"][0]["path"]) == ("help_category", 2, "/help")


def test_an_answer_leads_to_others_of_its_topic(visitor, help_centre):
    answer, queries = queries_of(visitor, "/api/v1/pages?path=/help/paying/which-cards-may-i-pay-with")
    document = answer.json()["document"]
    assert queries == 4
    assert [one["title"] for one in document["others"]] == ["How do I get my money back?"]
    assert [one["title"] for one in document["breadcrumbs"]] == ["Help", "Paying"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("certificate", "How do I get a certificate?"),
        ("certifcate", "How do I get a certificate?"),
        ("certif", "How do I get a certificate?"),
        ("MONEY back", "How do I get my money back?"),
        ("zanzibar cards", "Which cards may I pay with?"),
    ],
)
def test_help_is_found_by_its_words_and_by_what_is_nearly_them(visitor, help_centre, typed, first):
    answer, queries = queries_of(visitor, f"/api/v1/help/search?q={typed}")
    assert answer.json()["results"][0]["title"] == first
    assert queries == 2


def test_help_that_is_not_public_is_not_found(visitor, help_centre):
    titles = [one["title"] for one in visitor.get("/api/v1/help/search?q=money").json()["results"]]
    assert "Secret money" not in titles
    PageViewRestriction.objects.create(page=help_centre, restriction_type="login")
    assert visitor.get("/api/v1/help/search?q=money").json() == {"results": []}


@pytest.mark.parametrize("typed", ["", "   ", "'", "&|!():*", "\u202e", "%", "<b>"])
def test_what_is_no_word_finds_nothing_and_breaks_nothing(visitor, help_centre, typed):
    answer = visitor.get("/api/v1/help/search", {"q": typed})
    assert (answer.status_code, answer.json()) == (200, {"results": []})
    assert visitor.get("/api/v1/help/search", {"q": "x" * 101}).status_code == 422


def every_address(client, size):
    found, cursor = [], ""
    while cursor is not None:
        answer = client.get("/api/v1/sitemap", {"page_size": size, "cursor": cursor}).json()
        assert len(answer["results"]) <= size
        found += answer["results"]
        cursor = answer["next_cursor"]
    return found


def test_every_public_address_stands_in_the_sitemap_once(visitor):
    producer = UserFactory(roles=[Role.PRODUCER])
    gone = UserFactory(roles=[Role.PRODUCER])
    suspend_person(gone, reason="to see", actor=UserFactory(roles=[Role.ADMINISTRATOR]))
    course = live_course(title="Waltz", owner=producer).course
    live_course(title="Gone", owner=producer, availability=Availability.WITHDRAWN)
    site_page(PlainPage, "About", slug="about")
    site_page(PlainPage, "Hidden", slug="hidden", in_sitemap=False)
    site_page(PlainPage, "Draft", slug="draft", live=False)
    private = site_page(PlainPage, "Private", slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    expected = {
        "/",
        "/about",
        f"/courses/{course.slug}",
        f"/artists/{producer.profile.producer_slug}",
        *(f"/categories/{slug}" for slug in Category.objects.values_list("slug", flat=True)),
    }
    for size in (1, 2, 100):
        found = every_address(visitor, size)
        assert len(found) == len(expected)
        assert {one["path"] for one in found} == expected
    _, queries = queries_of(visitor, "/api/v1/sitemap")
    assert queries == 1
    about = next(one for one in every_address(visitor, 100) if one["path"] == "/about")
    assert (about["kind"], about["changed_at"][:4]) == ("page", str(clock.now().year))


MESSAGE = {"name": "Ana Duarte", "email": "ana@example.org", "subject": "Two of us", "message": "May we share?\nAna"}


def test_a_message_is_kept_and_sent_on(visitor, run_jobs):
    SiteSettings.objects.update(contact_address="hello@example.org")
    assert visitor.post("/api/v1/contact", MESSAGE).status_code == 202
    run_jobs()
    kept = ContactMessage.objects.get()
    assert (kept.name, kept.email, kept.subject, kept.text) == tuple(MESSAGE.values())
    assert kept.mailed_at is not None
    letter = mail.outbox[0]
    assert (letter.to, letter.reply_to, letter.subject) == (["hello@example.org"], ["ana@example.org"], "Two of us")
    assert "May we share?" in letter.body
    send_contact_letter(kept.pk)
    assert len(mail.outbox) == 1


def test_without_a_contact_address_a_message_waits_in_the_admin(visitor, run_jobs):
    visitor.post("/api/v1/contact", MESSAGE)
    run_jobs()
    assert (ContactMessage.objects.get().mailed_at, mail.outbox) == (None, [])


def test_the_person_who_is_signed_in_is_noted(signed_in):
    person = UserFactory()
    signed_in(person).post("/api/v1/contact", MESSAGE)
    assert ContactMessage.objects.get().sender == person


def test_who_fills_in_what_people_do_not_see_is_answered_and_forgotten(visitor, run_jobs):
    assert visitor.post("/api/v1/contact", {**MESSAGE, "website": "https://spam.example"}).status_code == 202
    run_jobs()
    assert (ContactMessage.objects.count(), mail.outbox) == (0, [])


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"email": "no address"}, {"email": "a@b.example\nBcc: c@d.example"}, {"message": "x" * 5001}],
)
def test_a_message_that_cannot_be_taken_changes_nothing(visitor, change):
    answer = visitor.post("/api/v1/contact", {**MESSAGE, **change})
    assert (answer.status_code, list(answer.json()["error"]["details"]["fields"])) == (422, list(change))
    assert ContactMessage.objects.count() == 0


@pytest.mark.covers("fault-S11")
def test_nobody_writes_without_end(visitor, settings):
    settings.PEOPLE_LIMITS_FACTOR = 1
    answers = [visitor.post("/api/v1/contact", MESSAGE) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [202] * 5 + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    others = [visitor.post("/api/v1/contact", {**MESSAGE, "email": f"{n}@example.org"}) for n in range(6)]
    assert [answer.status_code for answer in others] == [202] * 5 + [429]
    assert ContactMessage.objects.count() == 10


def test_messages_are_kept_for_a_year(visitor):
    now = clock.now()
    with clock.held_at(now - KEPT_FOR - timedelta(minutes=1)):
        visitor.post("/api/v1/contact", {**MESSAGE, "subject": "Old"})
    visitor.post("/api/v1/contact", MESSAGE)
    assert forget_old_messages() == 1
    assert ContactMessage.objects.get().subject == "Two of us"
