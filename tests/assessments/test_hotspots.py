"""Places on a picture: what lies within them, how marks are read and marked, and who is told where they are."""

import math
import uuid
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.blocks import KINDS, Asked, UnfitAnswer
from assessments.blocks.areas import Area, found_by, read_area
from assessments.documents import files_in, question_in
from assessments.documents.told import told_questions
from assessments.operations.attempts import begin_attempt, hand_in, save_answers
from kit.errors import InvalidInput
from tests.assessments.test_questions import problems
from tests.factories.accounts import UserFactory
from tests.factories.media import ImageFactory
from tests.factories.quizzes import area, hotspot, new_quiz, paper_of

pytestmark = pytest.mark.covers("req-C6")

BLOCK = KINDS["hotspot"]
PERCENT = st.integers(0, 10000).map(lambda hundredths: hundredths / 100)
POINTS = st.tuples(PERCENT, PERCENT)
SHAPES = st.one_of(
    st.tuples(st.sampled_from(["rectangle", "ellipse"]), st.lists(POINTS, min_size=2, max_size=2)),
    st.tuples(st.just("polygon"), st.lists(POINTS, min_size=3, max_size=8)),
)
AREAS = SHAPES.map(lambda drawn: Area(drawn[0], tuple(drawn[1])))


def asked(*areas, **value):
    question = hotspot(1, 1, *(areas or TWO), **value)
    return Asked(uuid.UUID(question["id"]), question["value"])


TWO = area("left", "0,0 20,20"), area("right", "80,80 100,100")
LEFT, RIGHT, BESIDE = {"x": 10, "y": 10}, {"x": 90, "y": 90}, {"x": 50, "y": 50}


def share(question, *marks):
    return BLOCK.share(question, BLOCK.read(question, {"marks": list(marks)}))


@pytest.mark.parametrize(
    ("shape", "corners", "inside", "outside"),
    [
        ("rectangle", "40,60 10,20", [(10, 20), (40, 60), (25, 40)], [(9.99, 40), (25, 60.01)]),
        ("ellipse", "10,20 40,60", [(25, 20), (25, 40), (40, 40)], [(11, 21), (39, 59), (25, 19)]),
        ("polygon", "10,10 50,10 30,50", [(10, 10), (30, 10), (30, 30)], [(12, 30), (48, 30), (30, 51)]),
        # Hollow from the left: what lies in the bay is outside.
        ("polygon", "0,0 60,0 60,60 0,60 40,30", [(50, 30), (5, 1)], [(10, 30), (39, 30)]),
    ],
)
def test_what_lies_within(shape, corners, inside, outside):
    found = read_area(shape, corners)
    assert [point in found for point in inside] == [True] * len(inside)
    assert [point in found for point in outside] == [False] * len(outside)


@given(AREAS.filter(lambda each: not each.is_flat))
def test_every_area_that_is_not_flat_can_be_found(found):
    x, y = found.inside
    assert (x, y) in found
    across, down = [x for x, _y in found.corners], [y for _x, y in found.corners]
    assert min(across) <= x <= max(across)
    assert min(down) <= y <= max(down)


@given(AREAS, POINTS)
def test_nothing_lies_within_that_is_beyond_all_corners(found, point):
    across, down = zip(*found.corners, strict=True)
    if not (min(across) <= point[0] <= max(across) and min(down) <= point[1] <= max(down)):
        assert point not in found


@given(st.lists(POINTS, max_size=5), st.lists(AREAS, max_size=4), st.randoms())
def test_as_many_are_found_as_can_be_in_whatever_order_they_are_marked(points, areas, lot):
    found = found_by(points, areas)
    assert all(points[point] in areas[place] for point, place in found.items())
    assert len(set(found.values())) == len(found)
    assert len(found) == most_found(points, areas)
    lot.shuffle(points)
    assert len(found_by(points, areas)) == len(found)


def most_found(points, areas):
    """By trying everything."""
    if not points or not areas:
        return 0
    first, *rest = points
    taken = [1 + most_found(rest, areas[:n] + areas[n + 1 :]) for n, each in enumerate(areas) if first in each]
    return max([most_found(rest, areas), *taken])


@pytest.mark.parametrize(
    ("marks", "part"),
    [((LEFT, RIGHT), 1), ((RIGHT, LEFT), 1), ((LEFT,), "0.5"), ((LEFT, LEFT), "0.5"), ((LEFT, BESIDE), "0.5"), ((), 0)],
)
def test_each_place_that_is_found_counts_once(marks, part):
    assert share(asked(), *marks) == Decimal(part)
    assert share(asked(partial=False), *marks) == (1 if part == 1 else 0)


def test_so_many_are_enough_as_the_author_says():
    either = asked(wanted=1)
    assert (share(either, LEFT), share(either, RIGHT), share(either, BESIDE)) == (1, 1, 0)
    with pytest.raises(UnfitAnswer, match="At most 1"):
        share(either, LEFT, RIGHT)
    assert (BLOCK.shown(either), BLOCK.shown(asked())) == ({"wanted": 1}, {"wanted": 2})


def test_marks_are_kept_to_a_hundredth_of_a_percent():
    assert BLOCK.read(asked(), {"marks": [{"x": 1.23456, "y": 100}]}) == [{"x": 1.23, "y": 100.0}]


@pytest.mark.parametrize(
    "mark",
    [{"x": 1}, {"x": 1, "y": "1"}, {"x": True, "y": 1}, {"x": -0.01, "y": 1}, {"x": 1, "y": 100.01}, [1, 1],
     {"x": 1, "y": 1, "z": 1}, {"x": math.nan, "y": 1}, {"x": math.inf, "y": 1}, {"x": None, "y": 1}],
)  # fmt: skip
def test_what_is_no_place_on_the_picture_is_refused(mark):
    with pytest.raises(UnfitAnswer):
        BLOCK.read(asked(), {"marks": [mark]})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("areas", "said"),
    [
        ([area("a", "10,10")], "pairs of percents"),
        ([area("a", "10,10 20,20 30,30")], "pairs of percents"),
        ([area("a", "10,10 120,20")], "pairs of percents"),
        ([area("a", "10;10 20;20")], "pairs of percents"),
        ([area("a", "10,10 20,20", "polygon")], "pairs of percents"),
        ([area("a", "10,10 10.5,90")], "too small"),
        ([area("a", "10,10 20,20 30,30", "polygon")], "too small"),
        ([], "fewer"),
    ],
)
def test_authors_are_told_which_areas_cannot_be_found(areas, said):
    picture = ImageFactory().pk
    question = hotspot(1, picture, *areas) if areas else hotspot(1, picture, *TWO, wanted=3)
    assert said in " ".join(problems(question))
    assert problems(hotspot(1, picture, *TWO, wanted=1)) == []


@pytest.mark.django_db
def test_the_right_places_are_told_once_they_may_be():
    learner, picture = UserFactory(), ImageFactory()
    quiz = new_quiz(questions=[hotspot(1, picture.pk, *TWO)])
    paper = paper_of(quiz)
    assert paper.media == files_in(paper.content) == [picture.public_id]
    attempt, _is_new = begin_attempt(learner, paper, uuid.uuid4())
    (name,) = attempt.questions
    with pytest.raises(InvalidInput):
        save_answers(attempt, {name: {"marks": [LEFT, LEFT, LEFT]}}, learner=learner)
    (told,) = told_questions(attempt, with_answers=False)
    assert (told["picture"]["alt_text"], told["picture"]["image"]["id"]) == ("A staff", str(picture.public_id))
    assert (told["wanted"], told["result"]) == (2, None)
    done = hand_in(attempt, {name: {"marks": [LEFT, BESIDE]}}, learner=learner)
    assert done.points == Decimal("0.5")
    (told,) = told_questions(done, with_answers=False)
    assert (told["result"]["areas"], told["result"]["right"]) == ([], None)
    (told,) = told_questions(done, with_answers=True)
    assert [(each["name"], each["is_found"]) for each in told["result"]["areas"]] == [("left", True), ("right", False)]
    assert told["result"]["right"] == {"marks": [{"x": 10.0, "y": 10.0}, {"x": 90.0, "y": 90.0}]}
    # Marks that were taken back are none.
    attempt, _is_new = begin_attempt(learner, paper, uuid.uuid4())
    save_answers(attempt, {name: {"marks": [LEFT]}}, learner=learner)
    save_answers(attempt, {name: {"marks": []}}, learner=learner)
    assert not attempt.answers.exists()
    (told,) = told_questions(hand_in(attempt, {}, learner=learner), with_answers=True)
    assert [each["is_found"] for each in told["result"]["areas"]] == [False, False]
    assert question_in(paper.questions)[name].block.written(asked()) == [
        "left: Rectangle 0,0 20,20",
        "right: Rectangle 80,80 100,100",
    ]


def test_areas_that_cannot_be_read_are_none():
    half_written = asked({"name": "a", "shape": "star", "corners": "1,1 2,2"}, {"corners": None})
    assert (BLOCK.right(half_written), share(half_written, LEFT)) == ([], 0)
