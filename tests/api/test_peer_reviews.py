"""Reviews by fellow learners over HTTP: what is told, what never is, and who may read and report it."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from assessments.models import HandIn, HandInFile, PeerReview
from assessments.operations.hand_ins import Asked, Draft, hand_in, keep_draft
from assessments.operations.peer_reviews import Given, give_review
from courses.documents.assignments import assignment_in, joined_at
from courses.models import Enrolment
from kit import clock
from moderation.models import Report
from moderation.operations import uphold
from tests.factories.accounts import UserFactory
from tests.factories.assignments import course_with_assignment, marks, rubric
from tests.factories.media import DocumentFactory, ready_sound, streamed_film
from tests.factories.published import learner_of

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C7")]
CANARY = "Kanarienvogel"


@pytest.fixture
def made():
    return course_with_assignment(peer_reviews=1, rubric=rubric(), takes_video=True, takes_sound=True, takes_files=True)


def canary():
    return UserFactory(display_name=CANARY, email=f"{CANARY.lower()}@example.org")


def hands_in(made, learner, text="My bars.", *, with_files=False):
    lesson = made[0].tree.lessons[0].lesson
    brief = assignment_in(lesson, made[1].public_id).brief
    asked = Asked(brief, lesson.public_id, joined_at(learner, lesson), made[0].course.public_id)
    one = keep_draft(learner, asked, Draft(1, 0, text))
    if with_files:
        mine = {"uploaded_by_user": learner, "is_handed_in": True, "title": f"{CANARY}.mp4"}
        HandInFile.objects.create(hand_in=one, kind="video", film=streamed_film(**mine))
        HandInFile.objects.create(hand_in=one, kind="sound", document=ready_sound(**mine))
        HandInFile.objects.create(hand_in=one, kind="files", document=DocumentFactory(name=f"{CANARY}.pdf", **mine))
    return hand_in(learner, asked, Draft(1, 1, text))


def address(made):
    lesson = made[0].tree.lessons[0].lesson
    return f"/api/v1/me/lessons/{lesson.public_id}/assignments/{made[1].public_id}/peer-reviews"


def page(review):
    return f"/api/v1/me/peer-reviews/{review.public_id}"


def says(text="Sing on.", **said):
    return {"text": text, "marks": marks(2, 2), **said}


def test_work_is_reviewed_beside_its_brief_and_nothing_tells_whose_it_is(made, signed_in):
    author = learner_of(made[0].course, canary())
    one = hands_in(made, author, with_files=True)
    reviewer = learner_of(made[0].course)
    client = signed_in(reviewer)
    hands_in(made, reviewer)
    review = PeerReview.objects.get(reviewer=reviewer)
    told = client.get(address(made))
    assert told.json()["asked_of_me"][0]["id"] == str(review.public_id)
    shown = client.get(page(review))
    work = shown.json()["work"]
    assert (work["text"], work["papers"]) == ("My bars.", 1)
    assert [(file["number"], file["kind"]) for file in work["files"]] == [(1, "video"), (2, "sound")]
    assert shown.json()["blocks"][0]["value"]["html"] == "<p>Write them down.</p>"
    assert [level["points"] for level in shown.json()["rubric"][0]["levels"]] == [0, 2, 4]
    listed = client.get("/api/v1/me/peer-reviews")
    assert listed.json()["reviews"][0]["id"] == str(review.public_id)
    fetched = [client.get(file["play_url"]) for file in work["files"]]
    assert [answer.status_code for answer in fetched] == [302, 302]
    files = [client.get(answer["Location"]) for answer in fetched]
    assert [file.status_code for file in files] == [200, 200]
    film = one.files.get(kind="video").film
    names = [str(author.public_id), str(film.public_id), CANARY.lower(), author.display_name.lower()]
    answers = [told, shown, listed, *fetched]
    for text in [*(a.content.decode() for a in answers), *(str(dict(a.items())) for a in [*answers, *files])]:
        assert [name for name in names if name in text.lower()] == []
    # The files as they were sent are the author's and the teacher's.
    for file in one.files.all():
        assert client.get(f"/api/v1/media/{file.medium.public_id}").status_code == 404
    paper = one.files.get(kind="files")
    assert client.get(f"{page(review)}/files/{paper.public_id}").status_code == 404


def test_a_review_is_given_read_by_the_author_and_tells_nobody_who_gave_it(made, signed_in):
    author = learner_of(made[0].course)
    one = hands_in(made, author, with_files=True)
    reviewer = learner_of(made[0].course, canary())
    hands_in(made, reviewer)
    review = PeerReview.objects.get(reviewer=reviewer)
    film = one.files.get(kind="video")
    client = signed_in(reviewer)
    wrong = client.put(page(review), says(marks={}), format="json")
    assert (wrong.status_code, list(wrong.json()["error"]["details"]["fields"])) == (422, ["marks"])
    remark = {"file": str(film.public_id), "at_ms": 65_000, "text": "Lovely"}
    done = client.put(page(review), says(remarks=[remark]), format="json").json()
    assert (done["state"], done["given"]["points"], done["given"]["remarks"]) == ("given", 8.0, [remark])
    assert client.put(page(review), says("Other"), format="json").json()["given"]["text"] == "Sing on."
    mine = signed_in(author)
    before = mine.get(address(made)).json()
    assert (before["received"], before["may_read"], before["reviews"]) == (1, False, [])
    theirs = PeerReview.objects.get(reviewer=author)
    give_review(author, theirs.public_id, Given("Good.", marks(1, 1), None, []))
    after = mine.get(address(made))
    assert (after.json()["may_read"], after.json()["reviews"][0]["text"]) == (True, "Sing on.")
    assert [mark["level"] for mark in after.json()["reviews"][0]["marks"]] == ["steady", "right"]
    assert after.json()["reviews"][0]["remarks"] == [remark]
    notices = mine.get("/api/v1/me/notices")
    for answer in (after, notices):
        for name in (str(reviewer.public_id), CANARY.lower(), reviewer.display_name.lower()):
            assert name not in answer.content.decode().lower()


def test_an_author_reports_a_review_that_they_may_read_and_moderators_hide_it(made, signed_in):
    first, second = learner_of(made[0].course), learner_of(made[0].course)
    hands_in(made, first)
    hands_in(made, second)
    of_first = PeerReview.objects.get(reviewer=second)
    give_review(second, of_first.public_id, Given("Stupid.", marks(1, 1), None, []))
    report = {"kind": "peer_review", "id": str(of_first.public_id), "reason": "insult"}
    assert signed_in(first).post("/api/v1/reports", report, format="json").status_code == 404
    of_second = PeerReview.objects.get(reviewer=first)
    give_review(first, of_second.public_id, Given("Good.", marks(1, 1), None, []))
    assert signed_in(second).post("/api/v1/reports", report, format="json").status_code == 404
    assert signed_in(first).post("/api/v1/reports", report, format="json").status_code == 201
    kept = Report.objects.get()
    assert kept.excerpt == "Stupid."
    uphold(kept, actor=UserFactory(roles=[Role.ADMINISTRATOR]))
    told = signed_in(first).get(address(made)).json()
    assert (told["received"], told["reviews"]) == (0, [])


def test_who_left_the_course_sees_nothing_any_more(made, signed_in):
    first, second = learner_of(made[0].course), learner_of(made[0].course)
    hands_in(made, first, with_files=True)
    hands_in(made, second)
    review = PeerReview.objects.get(reviewer=second)
    client = signed_in(second)
    file = client.get(page(review)).json()["work"]["files"][0]["play_url"]
    Enrolment.objects.filter(learner=second).update(state="cancelled", ended_at=clock.now())
    assert client.get("/api/v1/me/peer-reviews").json() == {"reviews": []}
    for answer in (client.get(page(review)), client.get(file), client.put(page(review), says(), format="json")):
        assert answer.status_code == 404
    assert PeerReview.objects.get(pk=review.pk).state == "waiting"


def test_another_is_taken_and_handing_in_over_http_joins_the_pool(made, signed_in):
    first = learner_of(made[0].course)
    lesson = made[0].tree.lessons[0].lesson
    hand_in_at = f"/api/v1/me/lessons/{lesson.public_id}/assignments/{made[1].public_id}/hand-in"
    client = signed_in(first)
    assert client.get(address(made)).json()["takes_part"] is False
    client.post(hand_in_at, {"number": 1, "edition": 0, "text": "Bars"}, format="json")
    assert client.get(address(made)).json()["takes_part"] is True
    none_yet = client.post(address(made))
    assert (none_yet.status_code, none_yet.json()["error"]["details"]["reason"]) == (409, "nothing_to_review")
    hands_in(made, learner_of(made[0].course))
    client.put(page(PeerReview.objects.get(reviewer=first)), says(), format="json")
    hands_in(made, learner_of(made[0].course))
    assert client.get(address(made)).json()["can_take_another"] is True
    assert client.post(address(made)).status_code == 201
    assert PeerReview.objects.filter(reviewer=first).count() == 2


def test_what_waits_is_told_in_as_many_questions_however_much_it_is(signed_in):
    made = course_with_assignment(peer_reviews=3)
    learner = learner_of(made[0].course)
    hands_in(made, learner)
    client = signed_in(learner)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            count = len(client.get("/api/v1/me/peer-reviews").json()["reviews"])
            client.get(address(made))
        return count, [query["sql"] for query in queries]

    hands_in(made, learner_of(made[0].course))
    asked()
    one = asked()
    for _each in range(2):
        hands_in(made, learner_of(made[0].course))
    three = asked()
    assert (one[0], three[0]) == (1, 3)
    assert len(one[1]) == len(three[1]), three[1]
    for _each in range(2):
        further = course_with_assignment(peer_reviews=1)
        hands_in(further, learner_of(further[0].course, learner))
        hands_in(further, learner_of(further[0].course))
    of_three_courses = asked()
    assert of_three_courses[0] == 5
    assert len(one[1]) == len(of_three_courses[1]), of_three_courses[1]


def test_points_of_peers_are_no_marks_of_ones_work(made, signed_in):
    first, second = learner_of(made[0].course), learner_of(made[0].course)
    hands_in(made, first)
    hands_in(made, second)
    for review in PeerReview.objects.all():
        give_review(review.reviewer, review.public_id, Given("Good.", marks(2, 2), None, []))
    assert HandIn.objects.filter(points=None).count() == 2
    assert PeerReview.objects.first().points == Decimal(8)


def test_a_review_that_was_begun_is_kept_and_told_to_who_writes_it_alone(made, signed_in):
    author, reviewer = learner_of(made[0].course), learner_of(made[0].course)
    hands_in(made, author)
    hands_in(made, reviewer)
    review = PeerReview.objects.get(reviewer=reviewer)
    client = signed_in(reviewer)
    empty = {"text": "", "marks": {}, "points": None, "remarks": []}
    assert client.get(page(review)).json()["draft"] == {"edition": 0, **empty}
    half = {"edition": 0, "text": f"{CANARY} sings ", "marks": {next(iter(marks(2, 2))): "nonsense"}}
    answer = client.patch(f"{page(review)}/draft", half, format="json")
    assert (answer.status_code, answer.json()["draft"]) == (200, {"edition": 1, **empty, "text": f"{CANARY} sings "})
    late = client.patch(f"{page(review)}/draft", {**half, "text": "Other"}, format="json")
    assert (late.status_code, late.json()["error"]["details"]["reason"]) == (409, "draft_changed_elsewhere")
    mine = signed_in(author)
    assert mine.patch(f"{page(review)}/draft", half, format="json").status_code == 404
    assert CANARY not in mine.get(address(made)).content.decode()
    done = client.put(page(review), says(), format="json").json()
    assert (done["state"], done["draft"]) == ("given", None)
