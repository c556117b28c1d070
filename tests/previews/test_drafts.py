"""The draft as the front end gets it: saved or not, of a course, its chapters and lessons, and of the site's pages."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from accounts.enums import Role
from cms.models import PlainPage
from courses.models import CoursePage, LessonPage
from courses.operations.drafts import course_draft
from courses.operations.prices import confirm_course_price, let_learners_choose
from courses.operations.removal import remove_page
from courses.operations.tree import add_lesson
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import cohort_of
from tests.factories.courses import course_tree
from tests.factories.site import rich_text as page_text
from tests.factories.site import site_page
from tests.factories.submissions import published_course
from tests.previews.conftest import code_in, type_without_saving, view_draft, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-B6")]


def lesson_form(title, words):
    return nested_form_data(
        {
            "title": title,
            "lesson_type": "mixed",
            "summary": "",
            "estimated_minutes": "",
            "content": streamfield([("rich_text", rich_text(f"<p>{words}</p>"))]),
            "resources": streamfield([]),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        }
    )


class TestCourses:
    @pytest.mark.parametrize("seats", [None, 3])
    def test_drafts_have_the_shape_and_the_text_of_what_is_published(self, front_end, editor_of, client, seats):
        live = published_course(price_minor=4900)
        if seats:
            cohort_of(live.course, seat_limit=seats)
            cohort_of(live.course, seat_limit=seats, days=-1)
        lesson = live.tree.lessons[0].lesson.public_id
        front_end.open(code_in(view_draft(editor_of(live.tree.owner), live.tree.page)))
        for draft, address in [
            ("course", f"/api/v1/courses/{live.course.slug}"),
            ("course/outline", f"/api/v1/courses/{live.course.slug}/outline"),
        ]:
            shown, published = front_end.get(draft).json(), client.get(address).json()
            assert shown["live"] == published["live"]
            for body in (shown, published):
                body["document"].pop("version", None), body["document"].pop("updated_at", None)
                if picture := body["document"].get("thumbnail"):
                    picture.pop("url")
            assert shown["document"] == published["document"]
        stored = live.course.lesson_documents.get(lesson__public_id=lesson, is_live=True)
        assert front_end.document(f"lessons/{lesson}") == json.loads(stored.body)

    def test_prices_are_those_that_learners_see(self, front_end, editor_of, client):
        live = published_course(price_minor=4900)
        administrator = UserFactory(roles=[Role.ADMINISTRATOR])
        price = let_learners_choose(
            live.course, "EUR", least_minor=500, suggested_minor=1500, most_minor=9000, actor=administrator
        )
        confirm_course_price(live.course, price, actor=administrator)
        front_end.open(code_in(view_draft(editor_of(live.tree.owner), live.tree.page)))
        shown = front_end.get("course").json()["live"]
        assert (shown["price"]["least_minor"], shown["price"]["amount_minor"]) == (500, 1500)
        assert shown["prices"] == client.get(f"/api/v1/courses/{live.course.slug}").json()["live"]["prices"]
        draft = live.tree.page.get_latest_revision_as_object()
        draft.price_minor = 2500
        draft.save_revision(user=live.tree.owner)
        front_end.open(code_in(view_draft(editor_of(live.tree.owner), live.tree.page)))
        shown = front_end.get("course").json()["live"]["prices"]
        assert [(each["amount_minor"], each["least_minor"]) for each in shown] == [(2500, None)]

    def test_a_course_that_was_never_sold_shows_what_learners_will_choose_between(self, front_end, editor_of, owner):
        tree = course_tree(owner)
        let_learners_choose(tree.course, "EUR", least_minor=500, suggested_minor=1500, most_minor=9000, actor=owner)
        front_end.open(code_in(view_draft(editor_of(owner), tree.page)))
        price = front_end.get("course").json()["live"]["price"]
        assert (price["least_minor"], price["amount_minor"], price["most_minor"]) == (500, 1500, 9000)

    def test_what_was_saved_is_shown_and_what_is_published_stays(self, front_end, editor_of, client):
        live = published_course()
        draft = live.tree.page.get_latest_revision_as_object()
        draft.summary = "A promise nobody has approved."
        draft.save_revision(user=live.tree.owner)
        front_end.open(code_in(view_draft(editor_of(live.tree.owner), live.tree.page)))
        assert front_end.document("course")["summary"] == "A promise nobody has approved."
        assert "nobody has approved" not in client.get(f"/api/v1/courses/{live.course.slug}").text

    def test_what_was_not_saved_is_shown_in_its_place(self, front_end, editor_of, owner):
        tree = course_tree(owner)
        lesson = tree.lessons[0]
        answer = type_without_saving(editor_of(owner), lesson, lesson_form("Half a title", "Half a sentence"))
        session = front_end.open(code_in(answer))
        assert session["subject"]["kind"] == "lesson"
        assert session["subject"]["title"] == "Half a title"
        document = front_end.document(f"lessons/{lesson.lesson.public_id}")
        assert document["title"] == "Half a title"
        assert "Half a sentence" in words_of(document)
        outline = front_end.document("course/outline")
        assert outline["entries"][0]["entries"][0]["title"] == "Half a title"
        neighbour = front_end.document(f"lessons/{tree.lessons[1].lesson.public_id}")
        assert neighbour["previous"]["title"] == "Half a title"
        assert LessonPage.objects.get(pk=lesson.pk).title == "Lesson 1"

    def test_an_unsaved_course_page_keeps_its_tags_and_terms(self, owner):
        live = published_course(owner)
        page = live.tree.page.get_latest_revision_as_object()
        page.tags.add("sunset", "beach")
        page.summary = "Unsaved."
        content = json.loads(page.to_json())
        document = course_draft(live.tree.page, content).document()
        assert document["tags"] == ["beach", "sunset"]
        assert document["summary"] == "Unsaved."
        assert document["category"] == {"slug": "dance", "name": "Dance"}

    def test_saving_replaces_what_was_not_saved(self, front_end, editor_of, owner):
        lesson = course_tree(owner).lessons[0]
        answer = type_without_saving(editor_of(owner), lesson, lesson_form("Typed", "Typed words"))
        before = front_end.open(code_in(answer))["version"]
        draft = lesson.get_latest_revision_as_object()
        draft.title = "Saved afterwards"
        draft.save_revision(user=owner)
        assert front_end.document(f"lessons/{lesson.lesson.public_id}")["title"] == "Saved afterwards"
        assert front_end.get("session").json()["version"] != before

    def test_the_version_stands_still_until_something_of_the_course_changes(self, front_end, editor_of, owner):
        tree = course_tree(owner)
        version = front_end.open(code_in(view_draft(editor_of(owner), tree.lessons[0])))["version"]
        assert front_end.get("session").json()["version"] == version
        seen = {version}
        for change in (
            lambda: tree.lessons[1].save_revision(user=owner),
            lambda: remove_page(tree.lessons[2], actor=owner),
            lambda: add_lesson(tree.page, title="One more", actor=owner),
        ):
            change()
            seen.add(front_end.get("session").json()["version"])
        assert len(seen) == 4

    def test_the_version_moves_with_each_language_of_the_course(self, front_end, editor_of, owner):
        tree = course_tree(owner)
        second = CoursePage(title="Salsa", slug="salsa-de", course=tree.course, language="de")
        tree.page.get_parent().add_child(instance=second)
        second.save_revision(user=owner)
        lesson, gone = (add_lesson(second, title=title, actor=owner) for title in ("Erste", "Zweite"))
        version = front_end.open(code_in(view_draft(editor_of(owner), lesson)))["version"]
        assert front_end.document("course")["language"] == "de"
        seen = {version}
        for change in (
            lambda: add_lesson(second, title="Dritte", actor=owner),
            lambda: remove_page(gone, actor=owner),
            lambda: tree.lessons[1].save_revision(user=owner),
        ):
            change()
            seen.add(front_end.get("session").json()["version"])
        assert len(seen) == 4

    def test_an_older_version_stays_the_one_that_was_asked_for(self, front_end, editor_of, owner):
        lesson = course_tree(owner).lessons[0]
        old = lesson.latest_revision
        draft = lesson.get_latest_revision_as_object()
        draft.title = "Newer"
        draft.save_revision(user=owner)
        answer = editor_of(owner).get(reverse("wagtailadmin_pages:revisions_view", args=[lesson.pk, old.pk]))
        front_end.open(code_in(answer))
        assert front_end.document(f"lessons/{lesson.lesson.public_id}")["title"] == "Lesson 1"

    def test_a_chapter_names_itself_as_the_contents_do(self, front_end, editor_of, owner):
        tree = course_tree(owner)
        subject = front_end.open(code_in(view_draft(editor_of(owner), tree.chapters[1])))["subject"]
        assert (subject["kind"], subject["lesson_id"], subject["page"]) == ("chapter", None, None)
        assert subject["chapter_id"] == front_end.document("course/outline")["entries"][1]["id"]
        assert subject["course"] == {"id": str(tree.course.public_id), "slug": tree.course.slug}

    def test_an_empty_draft_has_every_field(self, front_end, editor_of, owner):
        tree = course_tree(owner, title="Only a title")
        front_end.open(code_in(view_draft(editor_of(owner), tree.page)))
        document = front_end.document("course")
        assert (document["summary"], document["thumbnail"], document["category"]) == ("", None, None)
        assert (document["outcomes"], document["promo_video"], document["level"]) == ([], None, None)

    def test_a_page_taken_out_of_its_course_shows_nothing(self, front_end, editor_of, owner):
        tree = course_tree(owner)
        front_end.open(code_in(view_draft(editor_of(owner), tree.lessons[0])))
        LessonPage.objects.filter(pk=tree.lessons[0].pk).update(removed_at="2026-01-01T00:00Z")
        assert front_end.get("course").status_code == 404

    def test_the_plain_mode_stays_in_the_admin(self, editor_of, owner):
        tree = course_tree(owner)
        page = view_draft(editor_of(owner), tree.lessons[0], mode="plain")
        assert page.status_code == 200
        assert "words of lesson 1" in page.text

    def test_a_page_that_was_never_saved_is_shown_plainly(self, editor_of, owner):
        tree = course_tree(owner)
        client = editor_of(owner)
        address = reverse("wagtailadmin_pages:preview_on_add", args=["courses", "lessonpage", tree.page.pk])
        client.post(address, lesson_form("New", "Words of a new lesson"))
        page = client.get(address, {"mode": "", "in_preview_panel": "true"})
        assert page.status_code == 200
        assert "Words of a new lesson" in page.text


class TestSitePages:
    @pytest.fixture
    def administrator(self):
        return UserFactory(roles=[Role.ADMINISTRATOR])

    def test_a_draft_has_the_shape_of_the_published_page(self, front_end, editor_of, administrator, client):
        page = site_page(
            PlainPage, "About us", slug="about", standfirst="Since 2019.", body=[page_text("<p>Words.</p>")]
        )
        session = front_end.open(code_in(view_draft(editor_of(administrator), page)))
        assert session["subject"]["kind"] == "page"
        assert session["subject"]["page"] == {"id": str(page.translation_key), "type": "plain", "path": "/about"}
        published = client.get("/api/v1/pages", {"path": "/about"}).json()
        assert front_end.get("page").json() == published
        draft = page.get_latest_revision_as_object()
        draft.standfirst = "Since 1919."
        draft.save_revision()
        assert front_end.document("page")["standfirst"] == "Since 1919."
        assert client.get("/api/v1/pages", {"path": "/about"}).json() == published

    def test_a_page_is_no_course(self, front_end, editor_of, administrator):
        page = site_page(PlainPage, "Draft", slug="draft", live=False)
        front_end.open(code_in(view_draft(editor_of(administrator), page)))
        assert front_end.document("page")["title"] == "Draft"
        assert front_end.get("course").status_code == 404

    def test_a_page_that_was_never_saved_asks_to_be(self, editor_of, administrator):
        client = editor_of(administrator)
        home = Page.objects.get(slug="home")
        address = reverse("wagtailadmin_pages:preview_on_add", args=["cms", "plainpage", home.pk])
        form = nested_form_data({"title": "New", "slug": "new", "standfirst": "", "body": streamfield([])})
        client.post(address, form)
        assert "Save the draft once" in client.get(address, {"mode": ""}).text
