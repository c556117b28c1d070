"""Nobody sees a draft but through an editor who may edit it now, and nothing else through it (FAULTS Z7, J3)."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.operations.people import suspend_person
from accounts.operations.roles import end_role
from courses.enums import AuthorState
from courses.models import CourseAuthor
from courses.operations.authors import remove_author
from kit import clock
from kit.failpoints import hold
from previews.errors import PreviewCodeUnknown
from previews.models import Preview, digest_of
from previews.operations import exchange_code
from previews.tasks import forget_ended
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree
from tests.factories.published import live_course
from tests.previews.conftest import SITE, code_in, reason, view_draft
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("fault-Z7", "req-B6")]

EVERYTHING = ("session", "course", "course/outline", "page")


@pytest.fixture
def tree(owner):
    return course_tree(owner)


@pytest.fixture
def code(tree, editor_of):
    return code_in(view_draft(editor_of(tree.owner), tree.lessons[0]))


def later(**time):
    return clock.held_at(clock.now() + timedelta(**time))


class TestCodes:
    def test_a_code_is_good_once(self, front_end, code):
        front_end.open(code)
        assert reason(front_end.exchange(code)) == (404, "preview_code_unknown")

    def test_a_code_is_good_for_a_minute(self, front_end, code):
        with later(seconds=61):
            assert reason(front_end.exchange(code)) == (404, "preview_code_unknown")
        assert Preview.objects.get().opened_at is None

    def test_a_code_is_good_at_its_own_front_end_alone(self, front_end, code):
        other = front_end.exchange(code, site="https://evil.example")
        assert reason(other) == (404, "preview_code_unknown")
        assert front_end.open(code)

    def test_a_code_of_before_the_front_end_moved_is_good_nowhere(self, front_end, code, settings):
        settings.SITE_URL = "https://elsewhere.example"
        assert reason(front_end.exchange(code)) == (404, "preview_code_unknown")

    @pytest.mark.parametrize("guess", ["x", "0" * 43, "plié", "a" * 100])
    def test_a_guess_is_answered_like_a_used_one(self, front_end, guess):
        assert reason(front_end.exchange(guess)) == (404, "preview_code_unknown")

    def test_neither_code_nor_token_lies_in_the_database(self, front_end, code):
        token = front_end.open(code)["token"]
        row = Preview.objects.get()
        assert (row.code_hash, row.token_hash) == (digest_of(code), digest_of(token))
        values = json.dumps(list(Preview.objects.values()), default=str)
        assert code not in values
        assert token not in values

    def test_who_lost_the_page_in_that_minute_gets_no_session(self, front_end, code, tree):
        suspend_person(tree.owner, reason="Stolen.", actor=UserFactory(roles=[Role.ADMINISTRATOR]))
        assert reason(front_end.exchange(code)) == (403, "preview_not_allowed")
        assert Preview.objects.get().opened_at is None

    def test_the_browser_takes_the_code_nowhere_else(self, tree, editor_of):
        answer = view_draft(editor_of(tree.owner), tree.page)
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]

    def test_who_may_not_edit_gets_no_code(self, tree, editor_of):
        for person in (UserFactory(roles=[Role.PRODUCER]), UserFactory(roles=[Role.REVIEWER]), UserFactory()):
            assert view_draft(editor_of(person), tree.lessons[0]).status_code in {302, 403, 404}
        assert not Preview.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_exchange_one_code_at_once_open_one_session(owner, editor_of):
    code = code_in(view_draft(editor_of(owner), course_tree(owner).page))
    with hold("previews.code_read") as held:
        first = Runner(lambda: exchange_code(code, site=SITE))
        held.wait_until_reached()
        second = Runner(lambda: exchange_code(code, site=SITE))
        wait_for_a_lock_queue(second)
    outcomes = [first.outcome(), second.outcome()]
    assert [type(outcome) for outcome in outcomes].count(PreviewCodeUnknown) == 1
    assert [isinstance(outcome, tuple) for outcome in outcomes].count(True) == 1


class TestSignatures:
    def test_nobody_exchanges_a_code_who_cannot_sign(self, front_end, code):
        assert reason(front_end.exchange(code, headers={})) == (401, "signature_refused")
        wrong = {"X-Storefront-Timestamp": str(int(clock.now().timestamp())), "X-Storefront-Signature": "0" * 64}
        assert reason(front_end.exchange(code, headers=wrong)) == (401, "signature_refused")
        assert Preview.objects.get().opened_at is None
        assert front_end.open(code)

    def test_no_secret_opens_nothing(self, front_end, code, settings):
        settings.STOREFRONT_SECRET = ""
        assert reason(front_end.exchange(code)) == (401, "signature_refused")

    @pytest.mark.parametrize("body", ["", "[]", "{}", '{"code": 1}', "no json", '{"code": "x", "site": null}'])
    def test_a_signed_body_that_is_none_changes_nothing(self, body):
        from kit.signatures import signed_headers  # noqa: PLC0415

        raw = body.encode()
        answer = Client().post(
            "/api/v1/preview/sessions", raw, content_type="application/json", headers=signed_headers(raw)
        )
        assert answer.status_code in {400, 422}


class TestSessions:
    def test_a_session_lasts_a_quarter_of_an_hour(self, front_end, code):
        opened_at = clock.now()
        with clock.held_at(opened_at):
            front_end.open(code)
        with clock.held_at(opened_at + timedelta(minutes=14, seconds=59)):
            assert front_end.get("session").status_code == 200
        with clock.held_at(opened_at + timedelta(minutes=15)):
            assert reason(front_end.get("session")) == (401, "preview_ended")

    def test_every_answer_is_kept_and_found_by_nobody(self, front_end, code, tree):
        front_end.open(code)
        for what in (
            *EVERYTHING,
            f"lessons/{tree.lessons[0].lesson.public_id}",
            "lessons/" + "0" * 8 + "-0000-4000-8000-" + "0" * 12,
        ):
            answer = front_end.get(what)
            assert "no-store" in answer["Cache-Control"], what
            assert answer["X-Robots-Tag"] == "noindex, nofollow", what
            assert answer["Referrer-Policy"] == "no-referrer", what

    @pytest.mark.parametrize("lose", ["suspended", "no producer", "no author"])
    def test_an_editor_who_loses_the_page_loses_the_preview_at_once(self, front_end, editor_of, tree, lose):
        administrator = UserFactory(roles=[Role.ADMINISTRATOR])
        helper = UserFactory(roles=[Role.PRODUCER])
        author = CourseAuthor.objects.create(course=tree.course, person=helper, state=AuthorState.ACCEPTED)
        front_end.open(code_in(view_draft(editor_of(helper), tree.lessons[0])))
        lesson = f"lessons/{tree.lessons[0].lesson.public_id}"
        assert front_end.get(lesson).status_code == 200
        if lose == "suspended":
            suspend_person(helper, reason="Stolen.", actor=administrator)
        elif lose == "no producer":
            end_role(helper, Role.PRODUCER, actor=administrator)
        else:
            remove_author(author, actor=tree.owner)
        for what in (*EVERYTHING, lesson):
            assert reason(front_end.get(what)) == (403, "preview_not_allowed"), what

    def test_lessons_of_other_courses_stay_closed(self, front_end, code, owner):
        front_end.open(code)
        own = course_tree(owner, title="Another of mine").lessons[0].lesson.public_id
        foreign = course_tree(title="Of somebody else").lessons[0].lesson.public_id
        published = live_course(lessons=2, previews=0).lessons[0].public_id
        bodies = {front_end.get(f"lessons/{lesson}").content for lesson in (own, foreign, published)}
        missing = front_end.get("lessons/00000000-0000-4000-8000-000000000000")
        assert missing.status_code == 404
        assert bodies == {missing.content}

    def test_a_preview_opens_nothing_else_and_nothing_else_opens_it(self, front_end, code, tree):
        token = front_end.open(code)["token"]
        for scheme in ("Bearer", "Preview"):
            answer = Client().get("/api/v1/me", headers={"Authorization": f"{scheme} {token}"})
            assert answer.status_code == 401, scheme
        for header in (f"Bearer {token}", token, f"preview {token}", "Preview", "Preview  ", f"Preview {code}"):
            answer = Client().get("/api/v1/preview/session", headers={"Authorization": header})
            assert reason(answer) == (401, "preview_ended"), header
        assert Client().get("/api/v1/preview/session").status_code == 401
        signed_in = Client()
        signed_in.force_login(tree.owner)
        assert signed_in.get("/api/v1/preview/session").status_code == 401

    def test_a_files_ticket_is_no_token(self, front_end, code):
        front_end.open(code)
        row = Preview.objects.get()
        assert reason(front_end.get("session", token=row.public_id.hex)) == (401, "preview_ended")


def test_what_ended_is_forgotten_with_its_draft(front_end, code, tree, editor_of):
    front_end.open(code)
    unused = code_in(view_draft(editor_of(tree.owner), tree.page))
    forget_ended()
    assert Preview.objects.count() == 2
    with later(seconds=61):
        forget_ended()
    assert [row.opened_at is None for row in Preview.objects.all()] == [False]
    with later(minutes=16):
        forget_ended()
    assert not Preview.objects.exists()
    assert reason(front_end.exchange(unused)) == (404, "preview_code_unknown")
