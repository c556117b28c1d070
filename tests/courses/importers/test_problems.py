"""Problems of Open edX become questions, or are kept with the reason."""

import re
from decimal import Decimal
from io import StringIO

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.enums import Role
from assessments.documents.questions import questions_of
from assessments.importers.questions import LeftOut
from assessments.models import Quiz
from courses.importers.bring_in import bring_in
from courses.importers.fitting import fit_questions
from courses.importers.olx_problems import read_problem
from courses.importers.reading import read_package
from courses.importers.turning import turn_problems
from courses.models import ImportedProblem, ImportedQuiz, LessonPage
from kit import failpoints
from kit.archive import open_source
from media.models import Image
from tests.courses.importers.packages import write_folder
from tests.courses.importers.reading import items, olx, read
from tests.courses.importers.real import DEMO_COURSE, needs_demo_course
from tests.factories.accounts import UserFactory
from tests.factories.media import picture_bytes
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = pytest.mark.covers("req-C6")

CHOICES = '<choicegroup><choice correct="true">C</choice><choice correct="false">D</choice></choicegroup>'
CHOICE = f"<multiplechoiceresponse><p>Which?</p>{CHOICES}</multiplechoiceresponse>"


def turned(inside, **attributes):
    told = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return read_problem(f"<problem{told}>{inside}</problem>", blocks)


def blocks(html):
    return [{"type": "rich_text", "value": html}] if re.sub(r"<br ?/?>|\s", "", html) else []


def only(inside, **attributes):
    """The kind of the one question, and its value."""
    (question,) = turned(inside, **attributes).questions
    return question["type"], question["value"]


def words(value):
    return value["content"][0]["value"]


def share(kind, value, answer):
    (question,) = questions_of([{"type": kind, "value": value}])
    asked = question.asked("seed")
    return question.block.share(asked, question.block.read(asked, {question.block.reads: answer}))


def test_one_of_several():
    kind, value = only(
        "<p>Which <b>key</b>?</p><multiplechoiceresponse><choicegroup shuffle='true'>"
        "<choice correct='true'>C major <choicehint>Indeed.</choicehint></choice>"
        "<choice correct='false'><b>D</b> major</choice></choicegroup></multiplechoiceresponse>"
    )
    assert (kind, words(value), value["shuffles"]) == ("single_choice", "<p>Which <b>key</b>?</p>", True)
    assert value["options"] == [
        {"text": "C major", "is_right": True, "feedback": "Indeed."},
        {"text": "D major", "is_right": False, "feedback": ""},
    ]


@pytest.mark.parametrize(("credit", "partial"), [("", False), (' partial_credit="EDC"', True)], ids=["whole", "parts"])
def test_several_of_several(credit, partial):
    kind, value = only(
        f"<choiceresponse{credit}><label>Which?</label><checkboxgroup><choice correct='true'>A</choice>"
        "<choice correct='true'>B</choice><choice correct='false'>C</choice></checkboxgroup></choiceresponse>"
    )
    assert (kind, words(value), value["partial"]) == ("multiple_choice", "<p>Which?</p>", partial)
    assert [option["is_right"] for option in value["options"]] == [True, True, False]


@pytest.mark.parametrize(
    "given",
    [
        """<optioninput options="('a','it\\'s b')" correct="it's b"/>""",
        """<optioninput><option correct="False">a</option><option correct="True">it's b</option></optioninput>""",
    ],
    ids=["listed", "elements"],
)
def test_a_list_to_choose_from(given):
    kind, value = only(f"Choose: <optionresponse>{given}</optionresponse>")
    assert (kind, words(value), value["shuffles"]) == ("single_choice", "Choose: ", False)
    assert [(option["text"], option["is_right"]) for option in value["options"]] == [("a", False), ("it's b", True)]


@pytest.mark.parametrize(("type_", "matters"), [("", True), ('type="ci"', False)], ids=["as written", "any case"])
def test_words(type_, matters):
    kind, value = only(
        f'<p>Who?</p><stringresponse answer="Bach" {type_}><additional_answer answer="J. S. Bach"/>'
        "<textline/></stringresponse>"
    )
    assert (kind, value["accepted"], value["case_matters"]) == ("short_text", ["Bach", "J. S. Bach"], matters)
    assert (share(kind, value, "bach"), share(kind, value, "Bàch")) == (Decimal(not matters), 0)


@pytest.mark.parametrize(
    ("answer", "tolerance", "number", "around"),
    [
        ("440", "", "440", "0"),
        ("440", "2.5", "440", "2.5"),
        ("-200", "5%", "-200", "10"),
        ("9.3*10^7", "", "93000000", "0"),
        ("1e-3", "", "0.001", "0"),
        ("[3, 7)", "", "5", "2"),
    ],
)
def test_a_number(answer, tolerance, number, around):
    given = f'<responseparam type="tolerance" default="{tolerance}"/>' if tolerance else ""
    kind, value = only(
        f'<p>How many?</p><numericalresponse answer="{answer}">{given}<formulaequationinput/></numericalresponse>'
    )
    assert (kind, Decimal(value["number"]), Decimal(value["tolerance"])) == (
        "numeric",
        Decimal(number),
        Decimal(around),
    )


def test_what_is_said_and_when():
    said = (
        "<solution><div><p>Explanation</p><p>It has no flats.</p></div></solution>"
        "<demandhint><hint>Listen.</hint><hint>Again.</hint></demandhint>"
    )
    _kind, value = only(CHOICE + said)
    assert (value["feedback_right"], value["feedback_wrong"]) == ("It has no flats.", "Listen.\nAgain.")
    at_once = turned(CHOICE + said, showanswer="always")
    assert at_once.questions[0]["value"]["feedback_wrong"] == "Listen.\nAgain.\nIt has no flats."
    assert at_once.remarks == ["its hints are said to wrong answers", "its explanation is said to answers"]
    _kind, value = only(
        '<p>Who?</p><stringresponse answer="Bach"><correcthint>Yes.</correcthint><textline/></stringresponse>' + said
    )
    assert value["feedback_right"] == "Yes.\nIt has no flats."


def test_what_is_said_is_cut_where_it_is_too_long():
    found = turned(f"{CHOICE}<solution><p>{'a' * 1200}</p></solution>")
    assert len(found.questions[0]["value"]["feedback_right"]) == 1000
    assert "what is said to answers may have been cut" in found.remarks


def test_a_problem_of_several_questions_shares_its_words_and_points():
    found = turned(
        f"<p>Both.</p>{CHOICE}<p>Then:</p><optionresponse><p>x = <optioninput options=\"('1','2')\" correct=\"1\"/> or "
        "<optioninput options=\"('3','4')\" correct=\"3\"/></p></optionresponse><p>Done.</p>",
        weight="6.0",
    )
    shown = [words(question["value"]) for question in found.questions]
    assert shown == ["<p>Both.</p><p>Which?</p>", "<p>Then:</p>x = ", " or <p>Done.</p>"]
    assert [question["value"]["points"] for question in found.questions] == [2, 2, 2]
    odd = turned(f"{CHOICE}{CHOICE}", weight="3")
    assert [question["value"]["points"] for question in odd.questions] == [1, 1]
    assert odd.remarks == ["its weight of 3 cannot be shared out in whole points; each question has one"]


def test_words_behind_a_field_stay_with_it():
    _kind, value = only(
        '<p>It lasts</p><stringresponse answer="four"><textline inline="1"/> beats.</stringresponse><p>Count.</p>'
    )
    assert words(value) == "<p>It lasts</p> beats.<p>Count.</p>"


def test_a_label_and_a_title_stand_in():
    bare = '<stringresponse answer="Bach"><textline{}/></stringresponse>'
    assert words(only(bare.format(' label="Who?"'))[1]) == "<p>Who?</p>"
    assert words(only("<p>Who?</p>" + bare.format(' label="Who?"'))[1]) == "<p>Who?</p>"
    assert words(only(f"<br/>{bare.format('')}", display_name="Who was it?")[1]) == "<p>Who was it?</p>"


def test_rules():
    rules = turned(CHOICE, max_attempts="3", submission_wait_seconds="90", showanswer="never").rules
    assert rules == {"answers_shown": "never", "attempts_allowed": 3, "wait_minutes": 2}
    assert turned(CHOICE, max_attempts="999").rules["attempts_allowed"] == 100
    assert turned(CHOICE, max_attempts="null").rules == {"answers_shown": "after_last_attempt"}


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("", "it asks nothing"),
        ("<p>Text</p>", "it asks nothing"),
        (CHOICES, "it asks nothing"),
        ("<customresponse cfn='f'><textline/></customresponse>", "a program marks it"),
        (f"<script>x = 1</script>{CHOICE}", "a script reckons it out"),
        ("<imageresponse><imageinput/></imageresponse>", "places in a picture"),
        ("<truefalseresponse/>", "answers of the kind “truefalseresponse” have no form here"),
        ("<p>a</p><stringresponse answer='a'/>", "there is no field to answer in"),
        ("<p>a</p><stringresponse answer='a'><textline/><textline/></stringresponse>", "several fields are one answer"),
        (
            "<p>a</p><stringresponse answer='^a' type='ci regexp'><textline/></stringresponse>",
            "its answer is a pattern",
        ),
        ("<p>a</p><stringresponse answer=' '><textline/></stringresponse>", "it has no right answer"),
        ("<p>a</p><numericalresponse answer='10*i'><textline/></numericalresponse>", "a formula and not a number"),
        ("<p>a</p><numericalresponse answer='[7,3]'><textline/></numericalresponse>", "its range is none"),
        (CHOICE.replace("false", "true"), "several answers are right"),
        (CHOICE.replace("true", "false"), "none of its answers is right"),
        (CHOICE.replace(">D<", "><"), "an answer is empty"),
        (CHOICE.replace(">D<", "><img src='x'/><"), "an answer is more than words"),
        (CHOICE.replace(">D<", ">C<"), "Two answers say the same."),
        (CHOICE * 51, "it asks more than 50 things"),
        (CHOICE.replace("<choice c", "<choice correct='false'>E</choice>" * 50 + "<choice c", 1), "too many answers"),
        ("<multiplechoiceresponse>" + CHOICES + "</multiplechoiceresponse>", "it asks nothing"),
        ("<p>" * 300 + "</p>" * 300, "not well-formed"),
        ("a" * 200_001, "it is too long"),
        ("<p>&nope;</p>", "not well-formed"),
    ],
    ids=range(24),
)
def test_what_has_no_form_is_left_with_the_reason(inside, why):
    with pytest.raises(LeftOut, match=why):
        turned(inside)


TAGS = [
    "p", "b", "multiplechoiceresponse", "choiceresponse", "optionresponse", "stringresponse", "numericalresponse",
    "choicegroup", "checkboxgroup", "optioninput", "textline", "choice", "option", "choicehint", "solution",
    "demandhint", "hint", "label", "responseparam", "additional_answer",
]  # fmt: skip
ATTRIBUTES = [
    "", " correct='true'", " correct='false'", " answer='4'", " answer='[1,2]'", " type='ci'", " type='tolerance'",
    " default='5%'", " options=\"('a','b')\"", " correct='a'", " label='x'",
]  # fmt: skip
element = st.recursive(
    st.sampled_from(["a", "b ", " 4 ", "<br/>", ""]),
    lambda inner: st.builds(
        lambda tag, told, children: f"<{tag}{told}>{''.join(children)}</{tag}>",
        st.sampled_from(TAGS),
        st.sampled_from(ATTRIBUTES),
        st.lists(inner, max_size=3),
    ),
    max_leaves=20,
)


@settings(max_examples=300)
@given(st.lists(element, max_size=4).map("".join))
def test_whatever_is_read_can_be_asked(inside):
    try:
        found = turned(inside, display_name="Title")
    except LeftOut:
        return
    assert fit_questions(found.questions)
    for question in questions_of(found.questions):
        asked = question.asked("seed")
        assert question.block.share(asked, question.block.right(asked)) == 1


def unit(*problems, before="<html>Listen.</html>", **more):
    files = {f"problem/p{place}.xml": problem for place, problem in enumerate(problems)}
    return olx(before + "".join(f'<problem url_name="p{place}"/>' for place in range(len(problems))), **files, **more)


def problem(inside, **attributes):
    return f"<problem{''.join(f' {name}={value!r}' for name, value in attributes.items())}>{inside}</problem>"


def test_a_run_of_problems_is_one_quiz_as_long_as_their_rules_agree():
    draft = read(
        unit(
            problem(CHOICE, display_name="First"),
            problem("<customresponse/>", display_name="Circuit"),
            problem(CHOICE),
            problem(CHOICE, max_attempts="1", display_name="Once"),
        )
    )
    (lesson,) = draft.lessons()
    assert [block["type"] for block in lesson.blocks] == ["rich_text", "quiz", "quiz"]
    assert [(quiz.title, len(quiz.questions)) for quiz in draft.quizzes] == [("V", 2), ("Once", 1)]
    assert [block["value"]["quiz"].path for block in lesson.blocks[1:]] == [quiz.path for quiz in draft.quizzes]
    assert draft.quizzes[0].questions[1]["id"] == "problem/p2.xml#0"
    assert [(kept.title, kept.position) for kept in lesson.problems] == [("Circuit", 2)]
    assert items(draft, kind="problem") == [
        ("problem/p0.xml", "adapted", "it became a question of a quiz"),
        ("problem/p1.xml", "adapted", "kept in its own notation and not asked: a program marks it"),
        ("problem/p2.xml", "adapted", "it became a question of a quiz"),
        ("problem/p3.xml", "adapted", "it became a question of a quiz"),
    ]


def test_a_picture_is_asked_about_and_one_that_is_absent_is_not():
    shows = problem(f"<p>Look:</p><img src='/static/bow.png' alt='A bow'/>{CHOICE}")
    with_it, without_it = read(unit(shows, **{"static/bow.png": picture_bytes()})), read(unit(shows))
    kinds = [block["type"] for block in with_it.quizzes[0].questions[0]["value"]["content"]]
    assert kinds == ["rich_text", "image", "rich_text"]
    assert with_it.asset_paths() == {"static/bow.png"}
    assert without_it.quizzes == []
    (item,) = items(without_it, kind="problem")
    assert "it shows a picture that was left out" in item[2]


@pytest.mark.django_db
def test_quizzes_belong_to_the_producer_and_are_the_same_the_second_time(tmp_path):
    producer = UserFactory(roles=[Role.PRODUCER])
    shows = problem(f"<p>Look:</p><img src='/static/bow.png' alt='A bow'/>{CHOICE}", display_name="Keys")
    place = write_folder(tmp_path / "course", unit(shows, **{"static/bow.png": picture_bytes()}))
    bring_in(place, producer, actor=producer)
    quiz, lesson = Quiz.objects.get(), LessonPage.objects.get()
    assert (quiz.owner, quiz.title, quiz.revisions.count()) == (producer, "Keys", 1)
    assert lesson.content.get_prep_value()[1]["value"] == {"quiz": quiz.pk, "is_required": False}
    image = quiz.questions[0].value["content"][1].value["image"]
    assert image.uploaded_by_user == producer
    before = Quiz.objects.get().questions.get_prep_value()
    bring_in(place, producer, actor=producer)
    assert (quiz.revisions.count(), Quiz.objects.get().questions.get_prep_value()) == (1, before)
    write_folder(place, unit(shows.replace("Look:", "Look again:"), problem(CHOICE)))
    bring_in(place, producer, actor=producer)
    after = Quiz.objects.get().questions.get_prep_value()
    assert (Quiz.objects.count(), quiz.revisions.count(), len(after)) == (1, 2, 2)
    assert after[0]["id"] == before[0]["id"]
    assert after[0]["value"]["options"] == before[0]["value"]["options"]
    assert after[0]["value"]["content"] != before[0]["value"]["content"]


@pytest.mark.django_db
def test_a_quiz_that_the_producer_deleted_is_made_again(tmp_path):
    producer = UserFactory(roles=[Role.PRODUCER])
    place = write_folder(tmp_path / "course", unit(problem(CHOICE)))
    bring_in(place, producer, actor=producer)
    Quiz.objects.all().delete()
    assert not ImportedQuiz.objects.exists()
    bring_in(place, producer, actor=producer)
    assert LessonPage.objects.get().content.get_prep_value()[-1]["value"]["quiz"] == Quiz.objects.get().pk


@needs_demo_course
def test_every_problem_of_the_real_course_became_questions_or_is_named_with_the_reason():
    with open_source(DEMO_COURSE) as source:
        draft, _root = read_package(source)
    told = {item.path: item.reason for item in draft.report if item.kind == "problem"}
    kept = {one.path for lesson in draft.lessons() for one in lesson.problems if one.path.startswith("problem/")}
    asked = {str(question["id"]).partition("#")[0] for quiz in draft.quizzes for question in quiz.questions}
    assert set(told) == {f"problem/{path.name}" for path in (DEMO_COURSE / "problem").iterdir()} == asked | kept
    assert (len(asked), len(kept), asked & kept) == (11, 23, set())
    assert all(told[path].startswith("it became") for path in asked)
    reasons = [told[path].removeprefix("kept in its own notation and not asked: ") for path in kept]
    assert {reason: reasons.count(reason) for reason in reasons} == {
        "a program marks it": 13,
        "places in a picture are asked, which have no form here": 4,
        "it asks nothing": 2,
        "circuits are asked, which have no form here": 1,
        "molecules are asked, which have no form here": 1,
        "formulas are asked, which have no form here": 1,
        "its answer is a formula and not a number": 1,
    }
    for quiz in draft.quizzes:
        for question in questions_of(quiz.questions):
            asked_now = question.asked("seed")
            assert question.block.share(asked_now, question.block.right(asked_now)) == 1


SHOWING = f"<p>Look:</p><img src='/static/bow.png' alt='A bow'/>{CHOICE}"


def kept_course(monkeypatch, tmp_path, producer, *problems, **more):
    """A course as it was brought in before problems became questions."""

    def keep(_source, _write):
        raise LeftOut("questions are not known yet")

    place = write_folder(tmp_path / "course", unit(*problems, **more))
    with monkeypatch.context() as before:
        before.setattr("courses.importers.olx_components.read_problem", keep)
        bring_in(place, producer, actor=producer)
    assert not Quiz.objects.exists()
    return place


def turn(course):
    out = StringIO()
    call_command("turn_problems", str(course.public_id), stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.django_db
def test_problems_of_courses_brought_in_before_are_turned_where_they_stood(monkeypatch, tmp_path):
    producer = UserFactory(roles=[Role.PRODUCER])
    problems = (problem(SHOWING, display_name="Keys"), problem("<customresponse/>"), problem(CHOICE))
    place = kept_course(monkeypatch, tmp_path, producer, *problems, **{"static/bow.png": picture_bytes()})
    lesson = LessonPage.objects.get()
    course = lesson.lesson.course
    assert turn(course) == [
        "turned: problem/p0.xml",
        "stays: problem/p1.xml (a program marks it)",
        "turned: problem/p2.xml",
        "2 turned, 1 stay.",
    ]
    quiz = Quiz.objects.get()
    content = LessonPage.objects.get().get_latest_revision_as_object().content.get_prep_value()
    assert [block["type"] for block in content] == ["rich_text", "quiz"]
    assert content[1]["value"] == {"quiz": quiz.pk, "is_required": False}
    assert (quiz.owner, len(quiz.questions)) == (producer, 2)
    assert quiz.questions[0].value["content"][1].value["image"].uploaded_by_user == producer
    assert [kept.source_path for kept in ImportedProblem.objects.all()] == ["problem/p1.xml"]
    assert turn(course) == ["stays: problem/p1.xml (a program marks it)", "0 turned, 1 stay."]
    before = [question.id for question in questions_of(quiz.questions)]
    bring_in(place, producer, actor=producer)
    # The package brought in again means the same quiz, with the same questions.
    again = Quiz.objects.get()
    assert (again.pk, again.revisions.count()) == (quiz.pk, 1)
    assert [question.id for question in questions_of(again.questions)] == before


@pytest.mark.django_db
def test_a_lesson_of_nothing_but_problems_says_no_more_that_they_wait(monkeypatch, tmp_path):
    producer = UserFactory(roles=[Role.PRODUCER])
    kept_course(monkeypatch, tmp_path, producer, problem(CHOICE), problem(CHOICE, max_attempts="1"), before="")
    lesson = LessonPage.objects.get()
    assert [block["type"] for block in lesson.content.get_prep_value()] == ["callout"]
    turn(lesson.lesson.course)
    content = LessonPage.objects.get().get_latest_revision_as_object().content.get_prep_value()
    assert [block["type"] for block in content] == ["quiz", "quiz"]
    assert [Quiz.objects.get(pk=block["value"]["quiz"]).attempts_allowed for block in content] == [None, 1]


@pytest.mark.django_db
def test_a_failure_half_way_leaves_the_problems_as_they_were(monkeypatch, tmp_path):
    producer = UserFactory(roles=[Role.PRODUCER])
    kept_course(monkeypatch, tmp_path, producer, problem(SHOWING), **{"static/bow.png": picture_bytes()})
    files = sum(path.is_file() for path in django_settings.MEDIA_ROOT.rglob("*"))

    def fail(*_arguments, **_named):
        raise RuntimeError("the power is gone")

    monkeypatch.setattr("courses.importers.turning.audit.record", fail)
    with pytest.raises(RuntimeError):
        turn(LessonPage.objects.get().lesson.course)
    assert (ImportedProblem.objects.count(), Quiz.objects.count(), Image.objects.count()) == (1, 0, 0)
    assert sum(path.is_file() for path in django_settings.MEDIA_ROOT.rglob("*")) == files


@pytest.mark.django_db(transaction=True)
def test_two_who_turn_the_same_problems_make_one_quiz(monkeypatch, tmp_path):
    producer = UserFactory(roles=[Role.PRODUCER])
    kept_course(monkeypatch, tmp_path, producer, problem(CHOICE))
    course = LessonPage.objects.get().lesson.course

    def run():
        return len(turn_problems(course, actor=None).items)

    with failpoints.hold("turn_problems.locked") as held:
        first = Runner(run)
        held.wait_until_reached()
        second = Runner(run)
        wait_for_a_lock_queue(second)
    assert (first.outcome(), second.outcome()) == (1, 0)
    content = LessonPage.objects.get().get_latest_revision_as_object().content.get_prep_value()
    assert [block["type"] for block in content] == ["rich_text", "quiz"]
    assert Quiz.objects.count() == 1


@pytest.mark.django_db
def test_turning_the_problems_of_no_course_says_so():
    with pytest.raises(CommandError, match="no course"):
        call_command("turn_problems", "nothing-such")
