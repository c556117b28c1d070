"""Questions that come in as GIFT and go out as GIFT."""

import json
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.enums import Role
from assessments.blocks import QuestionsField
from assessments.documents.questions import questions_of
from assessments.exporters.gift import write_gift
from assessments.importers.gift import LARGEST, read_gift
from assessments.importers.questions import MOST_QUESTIONS, Unreadable
from content.blocks import find_problems
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import asks, items, new_quiz, one_of_each, option, pool, stored

pytestmark = pytest.mark.covers("req-C6")


def only(text):
    found = read_gift(text)
    assert found.remarks == []
    (question,) = found.questions
    return question["type"], question["value"]


def values(stored_items):
    return [item["value"] for item in stored_items]


def words(value):
    return value["content"][0]["value"]


def share(question, answer):
    (read,) = questions_of([question])
    asked = read.asked("seed")
    return read.block.share(asked, read.block.read(asked, {read.block.reads: answer}))


def test_one_answer_is_right():
    kind, value = only("::Grant::Who is buried in Grant\\'s tomb?{=Grant #Yes ~no one ~Napoleon #He lies in Paris}")
    assert (kind, words(value)) == ("single_choice", "<p>Who is buried in Grant\\'s tomb?</p>")
    assert values(value["options"]) == [
        option("Grant", is_right=True, feedback="Yes"),
        option("no one"),
        option("Napoleon", feedback="He lies in Paris"),
    ]


def test_several_answers_are_right():
    kind, value = only("Which are reeds?{~%50%Oboe ~%50%Bassoon ~%-100%Horn}")
    assert kind == "multiple_choice"
    assert [(each["text"], each["is_right"]) for each in values(value["options"])] == [
        ("Oboe", True), ("Bassoon", True), ("Horn", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "is_true"), [("T", True), ("TRUE", True), ("true", True), ("F", False), ("FALSE", False)]
)
def test_a_statement(answer, is_true):
    kind, value = only(f"The sun rises in the east.{{{answer}#No.#Yes.}}")
    assert (kind, value["is_true"]) == ("true_false", is_true)
    assert (value["feedback_wrong"], value["feedback_right"]) == ("No.", "Yes.")


def test_words():
    kind, value = only("Two plus two is {=four =%100%4}")
    assert (kind, values(value["accepted"])) == ("short_text", ["four", "4"])


@pytest.mark.parametrize(
    ("inside", "number", "tolerance"),
    [
        ("#440", "440", "0"),
        ("#3.14:0.005", "3.14", "0.005"),
        ("#1..5", "3", "2"),
        ("#=1822:0 =%100%1822:2", "1822", "0"),
        ("#-5..-4#No", "-4.5", "0.5"),
    ],
)
def test_a_number(inside, number, tolerance):
    kind, value = only(f"How many?{{{inside}}}")
    assert (kind, Decimal(value["number"]), Decimal(value["tolerance"])) == (
        "numeric",
        Decimal(number),
        Decimal(tolerance),
    )


def test_pairs():
    kind, value = only("Match.{\n=3/4 -> waltz\n=2/4 -> polka\n= -> tango\n}")
    assert (kind, values(value["others"])) == ("matching", ["tango"])
    assert values(value["pairs"]) == [{"left": "3/4", "right": "waltz"}, {"left": "2/4", "right": "polka"}]


def test_comments_categories_formats_and_what_is_escaped():
    text = """// a comment
$CATEGORY: $course$/top

[html]<p>Is <b>2 \\= 1 + 1</b>?</p><script>alert(1)</script>{T}

Missing words stand {=here ~there} in the middle, 50\\% or \\{so\\}.
"""
    first, second = read_gift(text).questions
    assert words(first["value"]) == "<p>Is <b>2 = 1 + 1</b>?</p>"
    assert words(second["value"]) == "<p>Missing words stand _____ in the middle, 50\\% or {so}.</p>"


@pytest.mark.parametrize(
    "text",
    [
        "An essay {}",
        "A description without braces",
        "Two {=a ~b} of them {=c ~d}",
        "None is right {~a ~b}",
        "The same twice {=a ~a}",
        "{T}",
        "No number {#a lot}",
        "A range the wrong way {#5..1}",
        "One pair {=a -> b}",
        "Only half right {=%50%a}",
        "}{",
        "Too many {=a" + "".join(f" ~b{number}" for number in range(20)) + "}",
        "Far too many {" + "".join(f"=a{number} ~b{number} " for number in range(5000)) + "}",
        "A number of millions of digits {#1e-9999999}",
        "Another {#1e9999999}",
        "Too long {=" + "a" * 301 + " ~b}",
    ],
)
def test_what_has_no_counterpart_is_left_out_and_named(text):
    found = read_gift(f"{text}\n\nKept {{T}}")
    assert [question["type"] for question in found.questions] == ["true_false"]
    (remark,) = found.remarks
    assert remark.startswith("Question 1 (")


def test_too_much_is_refused():
    with pytest.raises(Unreadable):
        read_gift("a" * (LARGEST + 1))
    many = read_gift("\n\n".join(["It is {T}"] * (MOST_QUESTIONS + 1)))
    assert (len(many.questions), len(many.remarks)) == (MOST_QUESTIONS, 1)


def test_of_many_that_are_left_out_some_are_named():
    found = read_gift("\n\n".join(["An essay {}"] * 600))
    assert (len(found.questions), len(found.remarks)) == (0, 102)
    assert "400 more" in found.remarks[-1]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab{}=~#:%\\->/T1. \n", max_size=80))
def test_whatever_is_read_can_be_asked(text):
    field = QuestionsField()
    field.set_attributes_from_name("questions")
    questions = read_gift(text).questions
    assert not questions or find_problems(field.to_python(json.dumps(questions))) == []
    for question in questions_of(questions):
        asked = question.asked("seed")
        assert question.block.share(asked, question.block.right(asked)) == 1


texts = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=20)


@settings(max_examples=100, deadline=None)
@given(st.lists(texts, min_size=3, max_size=6, unique=True), st.booleans())
def test_what_is_written_comes_back_as_it_was(names, flag):
    written = [
        stored(
            "single_choice", 1, options=items(*(option(name, is_right=not place) for place, name in enumerate(names)))
        ),
        stored(
            "multiple_choice", 2, options=items(*(option(name, is_right=place < 2) for place, name in enumerate(names)))
        ),
        stored("true_false", 3, is_true=flag),
        stored("short_text", 4, accepted=items(*names)),
        stored("numeric", 5, number="2.5", tolerance="0.25", unit=""),
        stored(
            "matching", 6, pairs=items(*({"left": n, "right": f"to {n}"} for n in names[:2])), others=items(names[2])
        ),
    ]
    found = read_gift(write_gift(written))
    assert found.remarks == []
    assert [question["type"] for question in found.questions] == [question["type"] for question in written]
    single, several, statement, few, number, match = (question["value"] for question in found.questions)
    assert [each["text"] for each in values(single["options"])] == names
    assert [each["is_right"] for each in values(several["options"])] == [place < 2 for place in range(len(names))]
    assert (statement["is_true"], values(few["accepted"])) == (flag, names)
    assert (number["number"], number["tolerance"]) == ("2.5", "0.25")
    assert (len(values(match["pairs"])), values(match["others"])) == (2, [names[2]])


def test_what_gift_has_no_form_for_is_named_in_the_file():
    text = write_gift(
        [*one_of_each(picture=1), pool(1, 1, stored("true_false", 30, is_true=True, content=asks("In a pool")))]
    )
    assert text.splitlines()[:4] == [
        "// Question 6 (Text with gaps) has no form in GIFT.",
        "// Question 7 (Put in order) has no form in GIFT.",
        "// Question 9 (A place on a picture) has no form in GIFT.",
        "// Question 10 (A rhythm to tap) has no form in GIFT.",
    ]
    found = read_gift(text)
    assert [question["type"] for question in found.questions] == [
        "single_choice", "multiple_choice", "true_false", "short_text", "numeric", "matching", "true_false",
    ]  # fmt: skip
    assert share(found.questions[4], "441") == 1


def page(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def owner():
    return UserFactory(roles=[Role.PRODUCER])


def gift_of(quiz):
    return reverse("quiz_questions", args=[quiz.public_id])


@pytest.mark.django_db
def test_an_author_brings_questions_in_and_takes_them_away(owner):
    quiz = new_quiz(owner, questions=[stored("true_false", 1, is_true=True, content=asks("Mine"))])
    client = page(owner)
    assert client.get(gift_of(quiz)).status_code == 200
    sent = "One {=a ~b}\n\nAn essay {}"
    shown = client.post(gift_of(quiz), {"text": sent}, follow=True).content.decode()
    assert "1 question was added." in shown
    assert "(“An essay {}”) was left out" in shown
    quiz.refresh_from_db()
    assert [block.block_type for block in quiz.questions] == ["true_false", "single_choice"]
    assert (quiz.revisions.count(), quiz.title) == (1, "Keys by ear")
    file = SimpleUploadedFile("more.txt", "\ufeffZwei {T}".encode())
    client.post(gift_of(quiz), {"file": file})
    quiz.refresh_from_db()
    assert len(quiz.questions) == 3
    taken = client.get(gift_of(quiz), {"format": "gift"})
    assert taken.headers["Content-Disposition"] == 'attachment; filename="keys-by-ear.gift.txt"'
    kinds = [question["type"] for question in read_gift(taken.content.decode()).questions]
    assert kinds == ["true_false", "single_choice", "true_false"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a file, or paste questions."),
        ({"text": "An essay {}"}, "no question in it that could be taken"),
        ({"text": "a" * (LARGEST + 1)}, "too long"),
        ({"file": b"\xff\xfe\x00"}, "no text in UTF-8"),
        ({"file": b"a" * (LARGEST + 1)}, "too large"),
    ],
    ids=["nothing", "an essay", "too long", "no text", "too large"],
)
def test_what_cannot_be_taken_changes_nothing_and_says_why(owner, sent, said):
    quiz = new_quiz(owner)
    if "file" in sent:
        sent = {"file": SimpleUploadedFile("questions.txt", sent["file"])}
    answer = page(owner).post(gift_of(quiz), sent)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    quiz.refresh_from_db()
    assert (len(quiz.questions), quiz.revisions.count()) == (9, 0)


@pytest.mark.django_db
def test_nobody_else_brings_or_takes_questions(owner):
    quiz = new_quiz(owner)
    for person in (UserFactory(roles=[Role.PRODUCER]), UserFactory(roles=[Role.REVIEWER])):
        assert page(person).get(gift_of(quiz), {"format": "gift"}).status_code == 404
        assert page(person).post(gift_of(quiz), {"text": "It is {T}"}).status_code == 404
    quiz.refresh_from_db()
    assert len(quiz.questions) == 9


def test_parts_that_answers_were_worth_are_named():
    text = """
A{~%75%Oboe ~%25%Bassoon ~Horn}

B{~%50%Oboe ~%50%Bassoon ~%-100%Horn}

C{=%100%Bach =%50%JSB}

E{#=1822:0 =%50%1822:2}

D{=Bach ~Haydn}
"""
    found = read_gift(text)
    assert [question["type"] for question in found.questions] == [
        "multiple_choice", "multiple_choice", "short_text", "numeric", "single_choice",
    ]  # fmt: skip
    (remark,) = found.remarks
    assert remark.endswith(": 1, 3, 4")
    assert values(found.questions[2]["value"]["accepted"]) == ["Bach"]
