"""Questions of a Common Cartridge (QTI 1.2) become ours."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.documents.questions import questions_of
from assessments.importers.packages import read_questions, read_text
from tests.assessments.packed import cartridge, cc_choice, cc_item, cc_right, equals, manifest, material, zipped
from tests.factories.media import picture_bytes

pytestmark = pytest.mark.covers("req-C6")

ASSESSMENT = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"
FIB = '<response_str ident="r" rcardinality="Single"><render_fib/></response_str>'


def only(one, *changes):
    found = read_text(cartridge(one))
    assert [remark.partition("was changed: ")[2] for remark in found.remarks] == list(changes)
    (question,) = found.questions
    return question["type"], question["value"]


def values(stored_items):
    return [each["value"] for each in stored_items]


def words(value):
    return value["content"][0]["value"]


def feedback(name, text):
    return f'<itemfeedback ident="{name}"><flow_mat>{material(text)}</flow_mat></itemfeedback>'


def test_one_answer_with_what_is_said():
    said = (
        '<respcondition continue="Yes"><conditionvar><varequal respident="r">b</varequal></conditionvar>'
        '<displayfeedback feedbacktype="Response" linkrefid="b_fb"/></respcondition>'
        '<respcondition continue="Yes"><conditionvar><other/></conditionvar>'
        '<displayfeedback feedbacktype="Response" linkrefid="general_fb"/></respcondition>'
    )
    more = feedback("b_fb", "<p>Two sharps.</p>") + feedback("general_fb", "Listen.") + feedback("correct_fb", "Yes.")
    one = cc_item(
        "cc.multiple_choice.v0p1",
        "<div>Which <b>key</b>?</div>",
        cc_choice("C major", "D major"),
        said + cc_right(equals("a"), said="correct_fb"),
        more,
    )
    kind, value = only(one)
    assert (kind, words(value)) == ("single_choice", "<p><br>Which <b>key</b>?<br></p>")
    assert values(value["options"]) == [
        {"text": "C major", "is_right": True, "feedback": ""},
        {"text": "D major", "is_right": False, "feedback": "Two sharps."},
    ]
    assert (value["feedback_right"], value["feedback_wrong"]) == ("Listen.\nYes.", "Listen.")


def test_several_answers_are_right_together():
    variables = f"<and>{equals('a', 'b')}<not>{equals('c')}</not></and>"
    response = cc_choice("Oboe", "Bassoon", "Horn", cardinality="Multiple")
    kind, value = only(cc_item("cc.multiple_response.v0p1", "Reeds?", response, cc_right(variables)))
    assert (kind, value["partial"]) == ("multiple_choice", False)
    assert [each["is_right"] for each in values(value["options"])] == [True, True, False]


def test_several_answers_are_worth_something_each():
    response = cc_choice("Oboe", "Bassoon", "Horn", cardinality="Multiple")
    conditions = cc_right(equals("a"), score="60") + cc_right(equals("b"), score="40")
    said = "Each right answer is worth as much here, and each wrong one takes one back."
    _kind, value = only(cc_item("", "Reeds?", response, conditions), said)
    assert [each["is_right"] for each in values(value["options"])] == [True, True, False]
    assert value["partial"]


@pytest.mark.parametrize(("right", "is_true"), [("a", True), ("b", False)])
def test_a_statement(right, is_true):
    said = (
        '<respcondition continue="Yes"><conditionvar><varequal respident="r">b</varequal></conditionvar>'
        '<displayfeedback feedbacktype="Response" linkrefid="b_fb"/></respcondition>'
    )
    response = cc_choice("True", "False")
    one = cc_item("cc.true_false.v0p1", "So?", response, said + cc_right(equals(right)), feedback("b_fb", "False?"))
    kind, value = only(one)
    assert (kind, value["is_true"]) == ("true_false", is_true)
    assert (value["feedback_right"], value["feedback_wrong"]) == (("", "False?") if is_true else ("False?", ""))


def test_a_film_in_what_is_said_is_left_out():
    conditions = cc_right(equals("a"), said="correct_fb")
    more = feedback("correct_fb", "<iframe src='x'></iframe>Look.")
    one = cc_item("", "Which?", cc_choice("A", "B"), conditions, more)
    assert only(one, "Some of what is said to answers is left out.")[1]["feedback_right"] == ""


@pytest.mark.parametrize(("case", "matters"), [("No", False), ("Yes", True)])
def test_words(case, matters):
    conditions = cc_right(equals("Bach", "J. S. Bach", case=case))
    kind, value = only(cc_item("cc.fib.v0p1", "Who?", FIB, conditions))
    assert (kind, values(value["accepted"])) == ("short_text", ["Bach", "J. S. Bach"])
    assert (value["case_matters"], value["accents_matter"]) == (matters, True)


def test_a_number_between_two():
    conditions = cc_right('<vargte respident="r">430</vargte><varlte respident="r">450</varlte>')
    kind, value = only(cc_item("", "Hz?", FIB, conditions))
    assert (kind, value["number"], value["tolerance"]) == ("numeric", "440", "10")


def test_parts_and_points_are_named():
    conditions = cc_right(equals("a")) + cc_right(equals("b"), score="50")
    one = cc_item("cc.multiple_choice.v0p1", "Which?", cc_choice("A", "B"), conditions)
    weighted = one.replace(
        "</qtimetadata>",
        "<qtimetadatafield><fieldlabel>cc_weighting</fieldlabel><fieldentry>5</fieldentry></qtimetadatafield></qtimetadata>",
    )
    _kind, value = only(weighted, "Answers that were worth a part are wrong here.")
    assert value["points"] == 5
    half = weighted.replace(">5<", ">0.5<")
    assert only(half, "Answers that were worth a part are wrong here. It is worth one point here.")[1]["points"] == 1


LEFT_OUT = {
    "an essay": (cc_item("cc.essay.v0p1", "Why?", FIB, ""), "at length"),
    "nothing to answer": (cc_item("", "Why?", "", ""), "at length"),
    "a pattern": (
        cc_item("cc.pattern_match.v0p1", "Who?", FIB, cc_right('<varsubstring respident="r">Ba</varsubstring>')),
        "parts of words",
    ),
    "no right answer": (cc_item("", "Which?", cc_choice("A", "B"), ""), "names no right answer"),
    "a right one that is absent": (cc_item("", "Which?", cc_choice("A"), cc_right(equals("z"))), "none of its answers"),
    "one of several is enough": (
        cc_item("", "Which?", cc_choice("A", "B", cardinality="Multiple"), cc_right(f"<or>{equals('a', 'b')}</or>")),
        "one of several",
    ),
    "two questions": (cc_item("", "Which?", cc_choice("A") * 2, cc_right(equals("a"))), "several things"),
    "a film": (cc_item("", "<video src='x'></video>", cc_choice("A", "B"), cc_right(equals("a"))), "films"),
    "a picture alone": (cc_item("", "<img src='x.png'>", cc_choice("A", "B"), cc_right(equals("a"))), "package alone"),
    "no presentation": ("<item/>", "it asks nothing"),
    "an answer is a picture": (
        cc_item("", "Which?", cc_choice("<img src='x.png'>", "B"), cc_right(equals("a"))), "more than words",
    ),
    "something else": (cc_item("", "Where?", '<response_xy ident="r"/>', cc_right(equals("a"))), "have no form here"),
}  # fmt: skip


@pytest.mark.parametrize(("one", "why"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_has_no_counterpart_is_left_out_and_named(one, why):
    found = read_text(cartridge(one))
    (remark,) = found.remarks
    assert found.questions == []
    assert why in remark


def test_items_within_items_are_one():
    found = read_text(cartridge("<item>" * 100 + "</item>" * 100))
    assert len(found.remarks) == 1


def test_a_cartridge_with_a_picture():
    asked = '<p>Look:</p><img src="$IMS-CC-FILEBASE$/pics/a%20bow.png" alt="A &amp; bow"/>'
    shown = cc_item("cc.multiple_choice.v0p1", asked, cc_choice("A", "B"), cc_right(equals("a")))
    essay = cc_item("cc.essay.v0p1", "Why?", FIB, "")
    files = {
        "imsmanifest.xml": manifest((ASSESSMENT, "i1/assessment.xml"), ("webcontent", "web_resources/pics/a bow.png")),
        "i1/assessment.xml": cartridge(shown, essay),
        "web_resources/pics/a bow.png": picture_bytes(),
        "i2/page.html": "<p>Not asked.</p>",
    }
    content = zipped(files)
    found = read_questions(io.BytesIO(content), len(content), "course.imscc")
    (question,) = found.questions
    assert [block["type"] for block in question["value"]["content"]] == ["rich_text", "image"]
    picture = question["value"]["content"][1]["value"]
    assert (picture["image"], picture["alt_text"]) == ("web_resources/pics/a bow.png", "A & bow")
    assert list(found.pictures) == ["web_resources/pics/a bow.png"]
    assert "at length" in found.remarks[0]


TAGS = [
    "presentation", "response_lid", "response_str", "response_label", "render_choice", "render_fib", "respcondition",
    "conditionvar", "varequal", "not", "and", "other", "setvar", "displayfeedback", "itemfeedback", "vargte", "varlte",
]  # fmt: skip
part = st.recursive(
    st.sampled_from(["a", "100", "", material("A"), material("<b>B"), equals("A"), cc_right(equals("A"))]),
    lambda inner: st.builds(
        lambda tag, name, children: f"<{tag} ident='{name}' linkrefid='{name}'>{''.join(children)}</{tag}>",
        st.sampled_from(TAGS),
        st.sampled_from(["A", "B"]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=20,
)


@settings(max_examples=300)
@given(st.lists(part, max_size=4).map("".join))
def test_whatever_is_read_can_be_asked(inside):
    found = read_text(cartridge(f'<item title="Title">{inside}</item>'))
    assert len(found.questions) + len(found.remarks) >= 1
    for question in questions_of(found.questions):
        asked = question.asked("seed")
        assert question.block.share(asked, question.block.right(asked)) == 1
