"""One account, several roles: each seen with its state, paused and resumed, and counted at a desk of its own."""

import uuid

import pytest

from accounts.enums import Role
from accounts.models import RoleGrant
from accounts.operations.roles import request_role
from courses.enums import EnrolmentState, InvitationKind
from courses.models import CourseInvitation, Enrolment
from courses.operations.course_reviews import write_review
from courses.operations.progress import EventKind, ProgressEvent, record_progress
from courses.operations.submissions import ask_for_changes
from kit import clock
from notices.operations import notify
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree
from tests.factories.published import learner_of, live_course
from tests.factories.submissions import submitted_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-A7")]

EVERY_ROLE = [Role.LEARNER, Role.PRODUCER, Role.SELLER, Role.REVIEWER, Role.ADMINISTRATOR]


@pytest.fixture
def person():
    return UserFactory(display_name="Ana", roles=[Role.LEARNER, Role.PRODUCER])


def desks(client):
    return {desk["role"]: desk for desk in client.get("/api/v1/me/summary").json()["desks"]}


def steps(desk):
    return {step["kind"]: step["count"] for step in desk["next"]}


def test_roles_are_seen_with_their_state(signed_in, person):
    asked = request_role(person, Role.SELLER, note="please", actor=person)
    client = signed_in(person)
    client.patch("/api/v1/me/roles/producer", {"is_paused": True})
    found = client.get("/api/v1/me/roles").json()
    assert [(each["role"], each["state"], each["can_pause"]) for each in found] == [
        ("learner", "active", False),
        ("producer", "paused", True),
        ("seller", "requested", False),
    ]
    assert [each["request_id"] for each in found] == [None, None, str(asked.public_id)]
    assert [each["paused_at"] is not None for each in found] == [False, True, False]


def test_pausing_and_resuming_over_http(signed_in, visitor, person):
    made = live_course(owner=person)
    client, learner = signed_in(person), signed_in(UserFactory())
    join = f"/api/v1/courses/{made.course.slug}/enrolment"

    answer = client.patch("/api/v1/me/roles/producer", {"is_paused": True})
    assert (answer.status_code, answer.json()["state"]) == (200, "paused")
    assert visitor.get("/api/v1/producers/ana").status_code == 404
    assert visitor.get("/api/v1/producers").json()["results"] == []
    assert visitor.get("/api/v1/courses").json()["count"] == 0
    assert visitor.get(f"/api/v1/courses/{made.course.slug}").json()["live"]["takes_learners"] is False
    refusal = learner.post(join, headers={"Idempotency-Key": str(uuid.uuid4())})
    assert (refusal.status_code, refusal.json()["error"]["details"]["reason"]) == (409, "course_paused")
    assert not Enrolment.objects.exists()

    answer = client.patch("/api/v1/me/roles/producer", {"is_paused": False})
    assert (answer.status_code, answer.json()["state"]) == (200, "active")
    assert visitor.get("/api/v1/producers/ana").status_code == 200
    assert visitor.get("/api/v1/courses").json()["count"] == 1
    assert learner.post(join, headers={"Idempotency-Key": str(uuid.uuid4())}).status_code == 201


@pytest.mark.parametrize(
    ("role", "body", "status"),
    [
        ("learner", {"is_paused": True}, 409),
        ("professional", {"is_paused": True}, 409),
        ("nobody", {"is_paused": True}, 404),
        ("producer", {}, 422),
        ("producer", {"is_paused": "perhaps"}, 422),
        ("producer", {"is_paused": None}, 422),
    ],
)
def test_bad_pauses_change_nothing(signed_in, person, role, body, status):
    assert signed_in(person).patch(f"/api/v1/me/roles/{role}", body).status_code == status
    assert not RoleGrant.objects.exclude(paused_at=None).exists()


def test_the_desk_to_show_is_kept_with_the_account(signed_in, person):
    client = signed_in(person)
    assert client.get("/api/v1/me/summary").json()["context"] == "learner"
    assert client.put("/api/v1/me/context", {"role": "producer"}).json() == {"context": "producer"}
    elsewhere = signed_in(person)
    assert elsewhere.get("/api/v1/me/summary").json()["context"] == "producer"
    refusal = client.put("/api/v1/me/context", {"role": "administrator"})
    assert (refusal.status_code, refusal.json()["error"]["details"]["reason"]) == (409, "role_not_held")
    assert client.put("/api/v1/me/context", {"role": "dancer"}).status_code == 422
    assert elsewhere.get("/api/v1/me/summary").json()["context"] == "producer"
    assert client.get("/api/v1/producers").status_code == 200, "the desk shown takes no right away"


def test_what_one_learns_and_what_one_teaches_are_counted_apart(signed_in, person):
    taught = live_course(owner=person, title="Taught")
    visited = live_course(owner=UserFactory(), title="Visited", lessons=3)
    finished = live_course(owner=UserFactory(), title="Finished")
    learner_of(visited.course, person)
    learner_of(finished.course, person, state=EnrolmentState.COMPLETED, completed_at=clock.now())
    others = [learner_of(taught.course) for _ in range(2)]
    write_review(taught.course, others[0], stars=4, text="Clear.", actor=others[0])
    done = ProgressEvent(lesson=visited.lessons[0].public_id, kind=EventKind.COMPLETE, at=clock.now(), sequence=1)
    record_progress(person, [done])

    found = desks(signed_in(person))
    assert found["learner"]["counts"] == {"in_progress": 1, "finished": 1}
    assert found["learner"]["next"] == [
        {
            "kind": "go_on_learning",
            "count": 1,
            "course_slug": visited.course.slug,
            "course_title": "Visited",
            "lesson": str(visited.lessons[1].public_id),
        }
    ]
    assert found["producer"]["counts"] == {
        "courses": 1,
        "published": 1,
        "in_review": 0,
        "changes_asked": 0,
        "drafts": 0,
        "learners": 2,
        "reviews": 1,
        "open_comments": 0,
    }
    assert steps(found["producer"]) == {"answer_course_reviews": 1}


def test_a_paused_role_says_so_and_offers_to_resume(signed_in, person):
    client = signed_in(person)
    client.patch("/api/v1/me/roles/producer", {"is_paused": True})
    desk = desks(client)["producer"]
    assert (desk["state"], steps(desk)) == ("paused", {"resume_role": 1})


def test_a_review_waits_for_reviewers_and_its_answer_for_the_author(signed_in):
    tree, submission = submitted_course()
    reviewer = UserFactory(roles=[Role.REVIEWER])
    judge, author = signed_in(reviewer), signed_in(tree.owner)
    desk = desks(judge)["reviewer"]
    assert (desk["counts"], steps(desk)) == ({"waiting": 1, "decided_by_me": 0}, {"decide_submissions": 1})
    assert desks(author)["producer"]["counts"]["in_review"] == 1

    ask_for_changes(submission, comment="Shorter, please.", actor=reviewer)
    assert desks(judge)["reviewer"]["counts"] == {"waiting": 0, "decided_by_me": 1}
    assert steps(desks(author)["producer"]) == {"answer_reviewers": 1}


def test_nobody_is_asked_to_decide_about_their_own_course(signed_in):
    tree, _submission = submitted_course()
    RoleGrant.objects.create(person=tree.owner, role=Role.REVIEWER)
    assert desks(signed_in(tree.owner))["reviewer"]["counts"]["waiting"] == 0


def test_administrators_see_what_waits_for_them(signed_in):
    administrator, asking = UserFactory(roles=[Role.ADMINISTRATOR]), UserFactory()
    request_role(asking, Role.PRODUCER, note="please", actor=asking)
    desk = desks(signed_in(administrator))["administrator"]
    assert desk["counts"] == {
        "role_requests": 1,
        "reports": 0,
        "parked_jobs": 0,
        "people": 2,
        "courses_published": 0,
    }
    assert steps(desk) == {"decide_role_requests": 1}


def test_the_summary_of_somebody_new(signed_in):
    person = UserFactory(display_name="Bo", roles=[])
    notify(person, "courses.approved", title="Approved", letter=False)
    CourseInvitation.objects.create(course=live_course().course, kind=InvitationKind.AUTHOR, email=person.email)
    assert signed_in(person).get("/api/v1/me/summary").json() == {
        "display_name": "Bo",
        "context": None,
        "unread_notices": 1,
        "must_accept_terms": True,
        "cart": [],
        "wishes": [],
        "next": [{"kind": "answer_invitations", "count": 1, "course_slug": None, "course_title": None, "lesson": None}],
        "desks": [],
    }


def test_the_summary_costs_the_same_however_much_one_does(signed_in, django_assert_max_num_queries):
    person = UserFactory(roles=EVERY_ROLE)
    client = signed_in(person)
    for number in range(3):
        taught = live_course(owner=person, title=f"Taught {number}")
        learner_of(taught.course)
        learner_of(live_course(owner=UserFactory(), title=f"Learnt {number}").course, person)
    with django_assert_max_num_queries(26):
        assert len(desks(client)) == len(EVERY_ROLE)


def titles_of(client, slug):
    return [row["title"] for row in client.get("/api/v1/me/teaching", {"slug": slug}).json()["results"]]


def test_my_teaching_lists_what_i_write_and_nothing_else(signed_in, person):
    theirs = live_course(owner=UserFactory(), title="Of somebody else")
    draft = course_tree(person, title="Half done")
    made = live_course(owner=person, title="Out")
    write_review(made.course, learner := learner_of(made.course), stars=4, text="", actor=learner)
    client = signed_in(person)
    first = client.get("/api/v1/me/teaching", {"page_size": 1}).json()
    second = client.get("/api/v1/me/teaching", {"page_size": 1, "cursor": first["next_cursor"]}).json()
    rows = first["results"] + second["results"]
    assert [(row["title"], row["status"], row["learners"], row["rating"]) for row in rows] == [
        ("Out", "published", 1, 4.0),
        (draft.course.title, "draft", 0, 0.0),
    ]
    assert second["next_cursor"] is None
    assert titles_of(client, made.course.slug) == ["Out"]
    assert titles_of(client, theirs.course.slug) == titles_of(client, "nowhere") == []
    assert all(row["is_mine"] and not row["is_in_review"] and not row["is_paused"] for row in rows)
