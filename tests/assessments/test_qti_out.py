"""Questions go out as a package of QTI 2.2 and come back as they were."""

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.enums import Role
from assessments.exporters.qti2 import write_qti2
from assessments.importers.packages import read_questions
from tests.factories.accounts import UserFactory
from tests.factories.media import ImageFactory
from tests.factories.quizzes import asks, items, new_quiz, one_of_each, option, pool, stored

pytestmark = pytest.mark.covers("req-C6")
KINDS = ["single_choice", "multiple_choice", "short_text", "numeric", "gaps", "ordering", "matching"]
# What is written by hand into forms: no controls, which XML cannot hold.
words = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=20).map(
    lambda text: " ".join(text.split())
)


def back(written):
    return read_questions(io.BytesIO(written), len(written))


def texts(stored_items):
    return [each["value"] for each in stored_items]


def by_kind(found):
    return {question["type"]: question["value"] for question in found.questions}


def test_one_of_each_comes_back():
    found = by_kind(back(write_qti2("All kinds", [one for one in one_of_each() if one["type"] in KINDS])))
    assert list(found) == KINDS
    assert texts(found["single_choice"]["options"]) == [
        {"text": "G major", "is_right": True, "feedback": ""},
        {"text": "F major", "is_right": False, "feedback": "That has a flat."},
    ]
    several = found["multiple_choice"]
    assert ([one["is_right"] for one in texts(several["options"])], several["partial"]) == (
        [True, True, False, False],
        True,
    )
    assert (texts(found["short_text"]["accepted"]), found["short_text"]["case_matters"]) == (["Élève", "pupil"], False)
    assert (found["numeric"]["number"], found["numeric"]["tolerance"]) == ("440", "2.5")
    assert found["gaps"]["text"] == "From [[slow|slowly]] to [[fast]]."
    assert texts(found["ordering"]["items"]) == ["Largo", "Andante", "Allegro", "Presto"]
    match = found["matching"]
    assert texts(match["pairs"]) == [{"left": "3/4", "right": "waltz"}, {"left": "2/4", "right": "polka"}]
    assert (texts(match["others"]), match["partial"]) == (["tango"], True)


def test_points_words_and_what_is_said_to_answers_come_back():
    said = {"feedback_right": "Yes & no.", "feedback_wrong": "Listen < again."}
    content = asks("Which <b>key</b>?<br>Say & choose.")
    question = stored("numeric", 1, number="-2.5", tolerance="0", unit="dB", points=3, content=content, **said)
    value = by_kind(back(write_qti2("A & B -- C", [question])))["numeric"]
    assert (value["points"], value["feedback_right"], value["feedback_wrong"]) == (3, "Yes & no.", "Listen < again.")
    assert (value["number"], value["tolerance"]) == ("-2.5", "0")
    shown = value["content"][0]["value"]
    assert "<b>key</b>" in shown
    assert "Say &amp; choose." in shown


def test_true_or_false_becomes_a_choice_and_lists_of_gaps_stay_lists():
    questions = [
        stored("true_false", 1, is_true=False),
        stored("gaps", 2, text="[[one]] and [[two]]", from_list=True, others=items("three")),
    ]
    found = by_kind(back(write_qti2("Two", questions)))
    assert [one["is_right"] for one in texts(found["single_choice"]["options"])] == [False, True]
    gaps = found["gaps"]
    assert (gaps["text"], gaps["from_list"], texts(gaps["others"])) == ("[[one]] and [[two]]", True, ["three"])


@given(st.lists(words.filter(bool), min_size=2, max_size=4, unique_by=str.casefold), st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_comes_back(names, flag, shuffles):
    options = items(*(option(name, is_right=place == 0) for place, name in enumerate(names)))
    written = [
        stored("single_choice", 1, options=options, shuffles=shuffles),
        stored("multiple_choice", 2, options=options, shuffles=shuffles, partial=flag),
        stored("short_text", 3, accepted=items(*names), case_matters=flag, accents_matter=True),
        stored("ordering", 4, items=items(*names), partial=False),
    ]
    found = back(write_qti2(names[0], written))
    assert [question["type"] for question in found.questions] == [question["type"] for question in written]
    single, several, few, order = (question["value"] for question in found.questions)
    assert [one["text"] for one in texts(single["options"])] == names
    assert (single["shuffles"], several["partial"]) == (shuffles, flag)
    assert (texts(few["accepted"]), few["case_matters"], texts(order["items"])) == (names, flag, names)


@pytest.mark.django_db
def test_pictures_go_along_and_what_has_no_form_is_named():
    picture = ImageFactory()
    shows = {"type": "image", "id": "p", "value": {"image": picture.pk, "alt_text": "A staff", "caption": ""}}
    gone = {"type": "image", "id": "q", "value": {"image": 0, "alt_text": "Gone", "caption": ""}}
    questions = [
        stored("true_false", 1, is_true=True, content=[*asks("What is it?"), shows]),
        stored("true_false", 2, is_true=True, content=[*asks("And that?"), gone]),
        *one_of_each(picture=picture.pk)[-2:],
        pool(1, 1, stored("true_false", 30, is_true=True, content=asks("In a pool"))),
    ]
    written = write_qti2("With pictures", questions)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        names = archive.namelist()
        said = archive.read("left-out.txt").decode()
        for name in names:
            if name.endswith(".xml"):
                ET.fromstring(archive.read(name))  # noqa: S314 - what was just written here
    assert [name for name in names if name.startswith("items/")] == ["items/001.xml", "items/005.xml"]
    assert said.splitlines()[1:] == [
        "Question 2 (True or false) has no form in QTI.",
        "Question 3 (A place on a picture) has no form in QTI.",
        "Question 4 (A rhythm to tap) has no form in QTI.",
    ]
    found = back(written)
    with picture.file.open("rb") as file:
        assert list(found.pictures.values()) == [file.read()]
    assert [block["type"] for block in found.questions[0]["value"]["content"]] == ["rich_text", "image"]


@pytest.mark.django_db
def test_the_page_of_a_quiz_gives_the_package_to_those_whose_it_is():
    quiz = new_quiz(UserFactory(roles=[Role.PRODUCER]), questions=one_of_each())
    owner, other = Client(), Client()
    owner.force_login(quiz.owner)
    other.force_login(UserFactory(roles=[Role.PRODUCER]))
    address = reverse("quiz_questions", args=[quiz.public_id])
    answer = owner.get(address, {"format": "qti"})
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].endswith('.qti.zip"')
    assert len(back(answer.content).questions) == len(one_of_each()) - 1
    assert other.get(address, {"format": "qti"}).status_code in {302, 404}
