"""Remarks at moments of what was handed in: made at the desk, read by the learner once it is given back."""

import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from assessments.errors import MarkedMeanwhile
from assessments.models import HandIn, HandInFile, Remark
from assessments.operations.hand_ins import Asked, Draft, hand_in, keep_draft
from assessments.operations.hand_ins import give_back as mark
from assessments.operations.remarks import MOST_STROKES, pin_remark
from courses.documents.assignments import assignment_in, joined_at
from kit.errors import InvalidInput, NotFound
from kit.failpoints import hold
from tests.factories.accounts import UserFactory
from tests.factories.assignments import course_with_assignment
from tests.factories.media import DocumentFactory, VideoFactory
from tests.factories.published import learner_of
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C7")]


@pytest.fixture
def made():
    tree_owner = UserFactory(roles=[Role.PRODUCER])
    clip = VideoFactory(title="As it is danced", uploaded_by_user=tree_owner)
    return course_with_assignment(tree_owner, takes_video=True, takes_files=True, master_clip=clip)


def handed_in(made, *, is_handed_in=True):
    """A round with a film and a paper."""
    learner = learner_of(made[0].course)
    lesson = made[0].tree.lessons[0].lesson
    asked = Asked(assignment_in(lesson, made[1].public_id).brief, lesson.public_id, joined_at(learner, lesson))
    one = keep_draft(learner, asked, Draft(1, 0, "Mine"))
    film = VideoFactory(uploaded_by_user=learner, is_handed_in=True)
    paper = DocumentFactory(uploaded_by_user=learner, is_handed_in=True)
    HandInFile.objects.create(hand_in=one, kind="video", film=film)
    HandInFile.objects.create(hand_in=one, kind="files", document=paper)
    return hand_in(learner, asked, Draft(1, 1, "Mine")) if is_handed_in else one


def film_of(one):
    return one.files.get(kind="video")


def at(person):
    client = Client()
    client.force_login(person)
    return client


def pins(client, file, **said):
    return client.post(
        reverse("pin_remark", args=[file.public_id]), {"at": "1:05.4", "text": "Softer <i>here</i>.", **said}
    )


def give_back(one, teacher):
    return mark(one, is_accepted=True, marks={}, points=Decimal(5), feedback="", actor=teacher)


def test_a_teacher_pins_words_and_lines_and_the_learner_reads_them_once_it_is_given_back(made, signed_in):
    one = handed_in(made)
    teacher = at(made[0].tree.owner)
    page = teacher.get(reverse("mark_hand_in", args=[one.public_id])).content.decode()
    assert reverse("play_medium", args=[made[1].master_clip.public_id]) in page
    answer = pins(teacher, film_of(one), strokes=json.dumps([[[0, 0.25], [1, 0.123456]]]))
    assert answer.url == reverse("mark_hand_in", args=[one.public_id])
    remark = Remark.objects.get()
    assert (remark.at_ms, remark.text, remark.strokes) == (65_400, "Softer <i>here</i>.", [[[0, 0.25], [1, 0.1235]]])
    page = teacher.get(answer.url).content.decode()
    assert "Softer &lt;i&gt;here&lt;/i&gt;." in page
    assert ">1:05<" in page
    lesson = made[0].tree.lessons[0].lesson
    address = f"/api/v1/me/lessons/{lesson.public_id}/assignments/{made[1].public_id}"

    def told():
        return [file["remarks"] for file in signed_in(one.learner).get(address).json()["rounds"][0]["files"]]

    assert told() == [[], []]
    give_back(one, made[0].tree.owner)
    assert told() == [
        [
            {
                "id": str(remark.public_id),
                "at_ms": 65_400,
                "text": "Softer <i>here</i>.",
                "strokes": [[[0.0, 0.25], [1.0, 0.1235]]],
            }
        ],
        [],
    ]


def test_scripts_get_the_list_alone_and_take_remarks_back(made):
    file = film_of(handed_in(made))
    teacher = at(made[0].tree.owner)
    asked = {"headers": {"X-Requested-With": "fetch"}}
    listed = teacher.post(reverse("pin_remark", args=[file.public_id]), {"at": "0:01", "text": "Here"}, **asked)
    assert "Here" in listed.content.decode()
    assert "<html" not in listed.content.decode()
    address = reverse("unpin_remark", args=[file.public_id, Remark.objects.get().public_id])
    for _each in range(2):
        assert "Here" not in teacher.post(address, **asked).content.decode()
    assert not Remark.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"at": "soon"},
        {"at": "1:75"},
        {"at": "9999:00"},
        {"text": " "},
        {"text": "x" * 2001},
        {"strokes": "{"},
        {"strokes": "[[[0, 2]]]"},
        {"strokes": "[[[0, NaN]]]"},
        {"strokes": "[[[true, 1]]]"},
        {"strokes": "[[]]"},
        {"strokes": json.dumps([[[0, 0]]] * (MOST_STROKES + 1))},
        {"strokes": "[" * 5000},
    ],
    ids=lambda said: json.dumps(said)[:30],
)
def test_what_makes_no_sense_is_not_pinned(made, said):
    answer = pins(at(made[0].tree.owner), film_of(handed_in(made)), **said)
    assert answer.status_code == 422
    assert not Remark.objects.exists()


def test_nobody_else_pins_and_nothing_to_a_draft_or_a_paper_or_what_was_given_back(made):
    one = handed_in(made)
    for person in (one.learner, UserFactory(roles=[Role.PRODUCER]), made[0].reviewer):
        assert pins(at(person), film_of(one)).status_code in {302, 404}
    assert pins(at(made[0].tree.owner), film_of(handed_in(made, is_handed_in=False))).status_code == 404
    assert not Remark.objects.exists()
    with pytest.raises(NotFound):
        pin_remark(one.files.get(kind="files"), at_ms=0, text="x", strokes=[], actor=made[0].tree.owner)
    remark = pin_remark(film_of(one), at_ms=0, text="x", strokes=[], actor=made[0].tree.owner)
    give_back(one, made[0].tree.owner)
    with pytest.raises(MarkedMeanwhile):
        pin_remark(film_of(one), at_ms=0, text="y", strokes=[], actor=made[0].tree.owner)
    for change in (
        lambda: Remark.objects.all().delete(),
        lambda: Remark.objects.update(text="Forged"),
        lambda: Remark.objects.create(file=remark.file, author=one.learner, at_ms=1, text="Late"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    with pytest.raises(InvalidInput):
        pin_remark(film_of(handed_in(made)), at_ms=10**9, text="x", strokes=[], actor=made[0].tree.owner)


@pytest.mark.django_db(transaction=True)
def test_a_remark_that_comes_while_it_is_given_back_is_too_late(made):
    one = handed_in(made)
    with hold("assessments.before_giving_back") as held:
        giving = Runner(lambda: give_back(one, made[0].tree.owner))
        held.wait_until_reached()
        late = Runner(lambda: pin_remark(film_of(one), at_ms=0, text="x", strokes=[], actor=made[0].tree.owner))
        wait_for_a_lock_queue(late)
    assert giving.outcome().state == "accepted"
    assert isinstance(late.outcome(), MarkedMeanwhile)
    assert HandIn.objects.get().files.filter(remarks__isnull=False).count() == 0
