"""Items and packages of QTI 2 become questions."""

import io
import zipfile
from contextlib import suppress
from decimal import Decimal

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.enums import Role
from assessments.documents.questions import questions_of
from assessments.importers.packages import LARGEST_PACKAGE, read_questions, read_text
from assessments.importers.questions import Unreadable
from media.models import Image
from tests.assessments.packed import MAP_RESPONSE, choice, declared, item, manifest, zipped
from tests.courses.importers.real import QTI_EXAMPLES, needs_qti_examples
from tests.factories.accounts import UserFactory
from tests.factories.media import picture_bytes
from tests.factories.quizzes import new_quiz

pytestmark = pytest.mark.covers("req-C6")


def only(text, *changes):
    """The kind of the one question, and its value."""
    found = read_text(text)
    told = [remark.partition("was changed: ")[2] for remark in found.remarks]
    assert told == ([" ".join(changes)] if changes else [])
    (question,) = found.questions
    return question["type"], question["value"]


def packed(files):
    content = zipped(files)
    return read_questions(io.BytesIO(content), len(content))


def values(stored_items):
    return [each["value"] for each in stored_items]


def words(value):
    return value["content"][0]["value"]


def share(kind, value, answer):
    (question,) = questions_of([{"type": kind, "value": value}])
    asked = question.asked("seed")
    return question.block.share(asked, question.block.read(asked, {question.block.reads: answer}))


def test_one_answer():
    body = f"<div><p>Listen to the <em>scale</em>.</p></div>{choice('C <b>major</b>', 'D', shuffle='true')}"
    kind, value = only(item(declared("A"), body))
    assert (kind, words(value)) == ("single_choice", "<p>Listen to the <em>scale</em>.</p><p>Which?</p>")
    assert [(each["text"], each["is_right"]) for each in values(value["options"])] == [("C major", True), ("D", False)]
    assert (value["shuffles"], value["points"]) == (True, 1)


def test_several_answers_whole_or_in_parts():
    body = choice("Oboe", "Bassoon", "Horn", maxChoices="0")
    kind, whole = only(item(declared("A B", cardinality="multiple"), body))
    assert (kind, whole["partial"]) == ("multiple_choice", False)
    mapped = declared("A B", cardinality="multiple", mapped="A=1 B=1 C=-1")
    said = "Each right answer is worth as much here, and each wrong one takes one back."
    _kind, parts = only(item(mapped, body, template=MAP_RESPONSE), said)
    assert parts["partial"]
    assert [each["is_right"] for each in values(parts["options"])] == [True, True, False]


def test_what_is_said_about_answers_and_points():
    outcome = (
        '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float">'
        "<defaultValue><value>3.0</value></defaultValue></outcomeDeclaration>"
    )
    told = 'outcomeIdentifier="FEEDBACK" showHide="show"'
    after = (
        f'<modalFeedback {told} identifier="B">That has <b>two</b> sharps.</modalFeedback>'
        f'<modalFeedback {told} identifier="correct">Yes.</modalFeedback>'
        f'<modalFeedback {told} identifier="incorrect">Not yet.</modalFeedback>'
        f'<modalFeedback {told} identifier="late">Hurry.</modalFeedback>'
        # What stands within another belongs to that one.
        f'<modalFeedback {told} identifier="correct">Well '
        f'<modalFeedback {told} identifier="correct">done</modalFeedback>.</modalFeedback>'
    )
    inline = f'C <feedbackInline {told} identifier="A">Indeed.</feedbackInline>'
    text = item(declared("A") + outcome, choice(inline, "D"), after=after)
    _kind, value = only(text, "Some of what is said to answers is left out.")
    assert [each["text"] for each in values(value["options"])] == ["C", "D"]
    assert [each["feedback"] for each in values(value["options"])] == ["Indeed.", "That has two sharps."]
    assert (value["feedback_right"], value["feedback_wrong"], value["points"]) == ("Yes.\nWell done.", "Not yet.", 3)


ENTRY = '<p>By <textEntryInteraction responseIdentifier="RESPONSE"/>, of course.</p>'


def test_words():
    kind, value = only(item(declared("Bach", base="string"), ENTRY))
    assert (kind, words(value)) == ("short_text", "<p>By _____, of course.</p>")
    assert (share(kind, value, "Bach"), share(kind, value, "bach")) == (1, 0)
    mapped = declared(base="string", mapped="Bach=1 J.S.~Bach=1 Buch=0.5")
    said = "Answers that were worth a part are wrong here."
    _kind, value = only(item(mapped, ENTRY, template=MAP_RESPONSE), said)
    assert values(value["accepted"]) == ["Bach", "J.S. Bach"]
    any_case = mapped.replace("<mapEntry ", '<mapEntry caseSensitive="false" ')
    kind, value = only(item(any_case, ENTRY, template=MAP_RESPONSE), said)
    assert share(kind, value, "bach") == 1


@pytest.mark.parametrize(
    ("equal", "number", "tolerance", "changes"),
    [
        ("", "440", "0", []),
        ('toleranceMode="absolute" tolerance="2.5 2.5"', "440", "2.5", []),
        ('toleranceMode="relative" tolerance="5"', "440", "22", []),
        (
            'toleranceMode="absolute" tolerance="1 2"', "440", "1",
            ["As much is allowed above the number as below it."],
        ),
    ],
    ids=["exact", "absolute", "relative", "uneven"],
)  # fmt: skip
def test_a_number(equal, number, tolerance, changes):
    text = item(declared("440", base="float"), ENTRY)
    if equal:
        rule = (
            "<responseProcessing><responseCondition><responseIf>"
            f'<equal {equal}><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></equal>'
            "</responseIf></responseCondition></responseProcessing>"
        )
        text = text.partition("<responseProcessing")[0] + rule + "</assessmentItem>"
    kind, value = only(text, *changes)
    assert kind == "numeric"
    assert (Decimal(value["number"]), Decimal(value["tolerance"])) == (Decimal(number), Decimal(tolerance))


def test_a_slider_asks_for_a_number():
    slider = '<sliderInteraction responseIdentifier="RESPONSE"><prompt>?</prompt></sliderInteraction>'
    kind, value = only(item(declared("7", base="integer"), slider), "The number is written here, not shown on a scale.")
    assert (kind, value["number"], words(value)) == ("numeric", "7", "<p>?</p>")


def test_things_in_their_order():
    parts = "".join(f'<simpleChoice identifier="{name}">{name}!</simpleChoice>' for name in "ABC")
    body = f'<orderInteraction responseIdentifier="RESPONSE"><prompt>Order.</prompt>{parts}</orderInteraction>'
    kind, value = only(item(declared("B C A", cardinality="ordered"), body))
    assert (kind, values(value["items"]), value["partial"]) == ("ordering", ["B!", "C!", "A!"], False)


def match_sets(left, right):
    sides = [
        "".join(
            f'<simpleAssociableChoice identifier="{name}" matchMax="9">{name}!</simpleAssociableChoice>'
            for name in side
        )
        for side in (left, right)
    ]
    return (
        '<matchInteraction responseIdentifier="RESPONSE"><prompt>Match.</prompt>'
        f"<simpleMatchSet>{sides[0]}</simpleMatchSet><simpleMatchSet>{sides[1]}</simpleMatchSet></matchInteraction>"
    )


@pytest.mark.parametrize(
    ("correct", "left", "right", "pairs", "others"),
    [
        ("A~X B~X", "AB", "XY", [("A!", "X!"), ("B!", "X!")], ["Y!"]),
        ("A~X A~Y", "A", "XY", [("X!", "A!"), ("Y!", "A!")], []),
    ],
    ids=["many to one", "one to many"],
)
def test_pairs(correct, left, right, pairs, others):
    declaration = declared(correct, cardinality="multiple", base="directedPair")
    kind, value = only(item(declaration, match_sets(left, right)))
    assert kind == "matching"
    assert [(pair["left"], pair["right"]) for pair in values(value["pairs"])] == pairs
    assert values(value["others"]) == others


def test_rivals_out_of_one_list():
    parts = "".join(f'<simpleAssociableChoice identifier="{name}">{name}!</simpleAssociableChoice>' for name in "ABCD")
    body = f'<associateInteraction responseIdentifier="RESPONSE"><prompt>Pair.</prompt>{parts}</associateInteraction>'
    declaration = declared("A~C B~D", cardinality="multiple", base="pair")
    kind, value = only(item(declaration, body), "What was chosen from one list stands on two sides here.")
    assert (kind, [pair["left"] for pair in values(value["pairs"])]) == ("matching", ["A!", "B!"])


def two(first, second):
    return declared(first) + declared(second).replace('"RESPONSE"', '"R2"')


def inline(name, *texts):
    parts = "".join(f'<inlineChoice identifier="{"ABC"[n]}">{text}</inlineChoice>' for n, text in enumerate(texts))
    return f'<inlineChoiceInteraction responseIdentifier="{name}">{parts}</inlineChoiceInteraction>'


def test_gaps_from_lists():
    body = f"<p>From {inline('RESPONSE', 'slow', 'loud')}</p><p>to {inline('R2', 'soft', 'fast')}.</p>"
    kind, value = only(item(two("A", "B"), body, title="Tempo"), "All gaps are filled from one list.")
    assert (kind, words(value)) == ("gaps", "<p>Tempo</p>")
    assert (value["text"], value["from_list"]) == ("From [[slow]]\nto [[fast]].", True)
    assert values(value["others"]) == ["loud", "soft"]


def test_gaps_to_write_into():
    entry = '<textEntryInteraction responseIdentifier="{}"/>'
    declarations = declared("slow", base="string") + declared("fast", base="string").replace('"RESPONSE"', '"R2"')
    body = f"<p>From {entry.format('RESPONSE')} to {entry.format('R2')}.</p>"
    kind, value = only(item(declarations, body), "Capitals and accents do not matter in gaps.")
    assert (kind, value["text"], value["from_list"]) == ("gaps", "From [[slow]] to [[fast]].", False)


def test_gaps_that_words_are_put_into():
    texts = "".join(f'<gapText identifier="{name}" matchMax="1">{name}!</gapText>' for name in "ABC")
    body = (
        f'<gapMatchInteraction responseIdentifier="RESPONSE"><prompt>Fill.</prompt>{texts}'
        '<p>One <gap identifier="G1"/>, two <gap identifier="G2"/>.</p></gapMatchInteraction>'
    )
    declaration = declared("C~G1 A~G2", cardinality="multiple", base="directedPair")
    _kind, value = only(item(declaration, body))
    assert (value["text"], values(value["others"])) == ("Fill.\nOne [[C!]], two [[A!]].", ["B!"])


LEFT_OUT = {
    "no right answer": (item("", choice("a", "b")), "names no right answer"),
    "none of them right": (item(declared("Z"), choice("a", "b")), "none of its answers is right"),
    "nothing asked": (item("", "<p>Text</p>"), "it asks nothing"),
    "no body": ("<assessmentItem/>", "it asks nothing"),
    "an essay": (item("", '<extendedTextInteraction responseIdentifier="RESPONSE"/>'), "at length"),
    "a place in a picture": (item("", "<hotspotInteraction><object data='x.png'/></hotspotInteraction>"), "hotspot"),
    "several things": (item(two("A", "A"), choice("a", "b") + choice("a", "b")), "several things in one"),
    "far too many things": (item(declared("A"), f"<p>{inline('RESPONSE', 'a') * 50}</p>"), "too many things"),
    "several steps": (item(declared("A"), choice("a", "b"), adaptive="true"), "in several steps"),
    "another each time": (item(declared("A") + "<templateDeclaration/>", choice("a", "b")), "another one for each"),
    "formulas": (item(declared("A"), choice("<math>1</math>", "b")), "formulas"),
    "a picture alone": (item(declared("A"), f"<p><img src='x.png'/></p>{choice('a', 'b')}"), "with a package alone"),
    "a film": (item(declared("A"), f"<video src='x.mp4'/>{choice('a', 'b')}"), "sounds, films or drawings"),
    "an answer is a picture": (item(declared("A"), choice("<img src='x.png'/>", "b")), "more than words"),
    "brackets": (item(two("A", "A"), f"<p>[[{inline('RESPONSE', 'a')}{inline('R2', 'b')}</p>"), "double brackets"),
    "brackets in a gap": (item(two("A", "A"), f"<p>{inline('RESPONSE', 'a|b')}{inline('R2', 'b')}</p>"), "brackets or"),
    "fifty": (item(declared("A"), choice("a", "b").replace("<simple", "<simpleChoice/>" * 50 + "<simple", 1)), "many"),
    "two the same": (item(declared("A"), choice("a", "a")), "say the same"),
    "no whole order": (
        item(declared("A", cardinality="ordered"), choice("a", "b").replace("choiceI", "orderI")), "where each thing",
    ),
    "a pair of nothing": (
        item(declared("A~Z", cardinality="multiple", base="directedPair"), match_sets("A", "X")), "its pairs are none",
    ),
    "a left one without": (
        item(declared("A~X", cardinality="multiple", base="directedPair"), match_sets("AB", "X")), "belongs to nothing",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "why"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_has_no_counterpart_is_left_out_and_named(text, why):
    found = read_text(text)
    (remark,) = found.remarks
    assert (found.questions, remark.startswith("Question 1 (")) == ([], True)
    assert why in remark


UNREADABLE = {
    "broken": '<?xml version="1.0"?><assessmentItem>',
    "entities": '<!DOCTYPE a [<!ENTITY b "c">]><assessmentItem>&b;</assessmentItem>',
    "outside": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><assessmentItem>&b;</assessmentItem>',
    "other XML": "<?xml version='1.0'?><course/>",
    "deep": f"<assessmentItem>{'<p>' * 5000}{'</p>' * 5000}</assessmentItem>",
    "long": f"<assessmentItem>{'a' * 1_000_000}</assessmentItem>",
}


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_item_is_refused(text):
    with pytest.raises(Unreadable):
        read_text(text)


def test_a_package_is_read_in_the_order_of_its_manifest():
    kind = "imsqti_item_xmlv2p2"
    found = packed(
        {
            "pack/imsmanifest.xml": manifest(("imsqti_test_xmlv2p2", "test.xml"), (kind, "b.xml"), (kind, "a.xml")),
            "pack/a.xml": item(declared("A"), choice("a", "b", prompt="Second?")),
            "pack/b.xml": item(declared("A"), choice("a", "b", prompt="First?")),
            "pack/test.xml": "<assessmentTest><testPart/></assessmentTest>",
            "pack/broken.xml": "<assessmentItem>",
            "pack/notes.txt": "Hello",
        }
    )
    assert [words(question["value"]) for question in found.questions] == ["<p>First?</p>", "<p>Second?</p>"]
    assert found.remarks == [
        "The rules of its test (parts, order, limits of time) are left out.",
        "Files that are no well-formed XML, or too large, are left out: pack/broken.xml",
    ]


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", " " * 50_000_000)
    return out.getvalue()


HOSTILE = {
    "leads outside": zipped({"../a.xml": item(declared("A"), choice("a", "b"))}),
    "a bomb": bomb(),
    "damaged": zipped({"a.xml": "x"})[:40],
    "nothing in it": zipped({"a.txt": "x"}),
    "a course": zipped({"course.xml": "<course/>"}),
    "entities alone": zipped({"a.xml": UNREADABLE["entities"]}),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_package_is_refused(content):
    with pytest.raises(Unreadable):
        read_questions(io.BytesIO(content), len(content))


def test_one_that_is_too_large_is_not_even_opened():
    with pytest.raises(Unreadable, match="20 megabytes"):
        read_questions(io.BytesIO(b"PK\x03\x04"), LARGEST_PACKAGE + 1)


def test_no_more_xml_is_read_than_a_package_may_have(monkeypatch):
    monkeypatch.setattr("assessments.importers.packages.MOST_XML", 2_000)
    one = item(declared("A"), choice("a", "b"))
    found = packed({f"{number}.xml": one for number in range(9)})
    assert len(found.questions) == 2_000 // len(one)
    assert "too large" in found.remarks[-1]


TAGS = [
    "p", "div", "b", "prompt", "choiceInteraction", "simpleChoice", "textEntryInteraction", "orderInteraction",
    "matchInteraction", "simpleMatchSet", "simpleAssociableChoice", "associateInteraction", "gapMatchInteraction",
    "gapText", "gap", "inlineChoiceInteraction", "inlineChoice", "sliderInteraction", "feedbackInline", "img",
]  # fmt: skip
body = st.recursive(
    st.sampled_from(["a", "b ", "[[", "]]", "|", "<br/>", ""]),
    lambda inner: st.builds(
        lambda tag, name, response, children: (
            f"<{tag} identifier='{name}' responseIdentifier='{response}'>{''.join(children)}</{tag}>"
        ),
        st.sampled_from(TAGS),
        st.sampled_from(["A", "B", "C"]),
        st.sampled_from(["RESPONSE", "R2"]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=20,
)
declaration = st.builds(
    declared,
    st.sampled_from(["", "A", "A B", "A~B", "A~B C~A", "4"]),
    cardinality=st.sampled_from(["single", "multiple", "ordered"]),
    base=st.sampled_from(["identifier", "string", "float", "directedPair"]),
    mapped=st.sampled_from(["", "A=1", "A=1 B=0.5", "A~B=1", "4=1"]),
)


@settings(max_examples=300)
@given(declaration, st.lists(body, min_size=1, max_size=3).map("".join), st.sampled_from(["", MAP_RESPONSE]))
def test_whatever_is_read_can_be_asked(told, inside, template):
    found = read_text(item(told + told.replace('"RESPONSE"', '"R2"'), inside, template=template))
    assert len(found.questions) + len(found.remarks) >= 1
    for question in questions_of(found.questions):
        asked = question.asked("seed")
        assert question.block.share(asked, question.block.right(asked)) == 1


@settings(max_examples=200)
@given(st.text(alphabet="<>/?&;\"'=! assessmentItemPK\x03\x04", max_size=80), st.binary(max_size=60))
def test_nothing_but_a_refusal_comes_of_what_is_no_questions(text, content):
    for read in (lambda: read_text(text), lambda: read_questions(io.BytesIO(content), len(content))):
        with suppress(Unreadable):
            assert read() is not None


@needs_qti_examples
def test_every_item_of_the_published_examples_became_a_question_or_is_named_with_the_reason():
    files = {path.relative_to(QTI_EXAMPLES).as_posix(): path.read_bytes() for path in QTI_EXAMPLES.rglob("*.*")}
    content = zipped({name: body for name, body in files.items() if not name.endswith(".zip")})
    found = read_questions(io.BytesIO(content), len(content))
    count = sum(b"<assessmentItem" in body for name, body in files.items() if name.endswith(".xml"))
    left_out = [remark for remark in found.remarks if "was left out: " in remark]
    assert (count, len(found.questions), len(left_out)) == (57, 18, 39)
    kinds = [question["type"] for question in found.questions]
    assert set(kinds) == {
        "matching", "single_choice", "multiple_choice", "gaps", "ordering", "numeric", "short_text",
    }  # fmt: skip
    for question in questions_of(found.questions):
        asked = question.asked("seed")
        assert question.block.share(asked, question.block.right(asked)) == 1


# In the editor.

SHOWING = item(declared("A"), f"<p><img src='pics/bow.png' alt='A bow'/></p>{choice('a', 'b')}")


@pytest.fixture
def owner(db):
    return UserFactory(roles=[Role.PRODUCER])


def bring(person, quiz, files):
    client = Client()
    client.force_login(person)
    sent = {"file": SimpleUploadedFile("package.zip", zipped(files))}
    return client.post(reverse("quiz_questions", args=[quiz.public_id]), sent, follow=True).content.decode()


def test_pictures_come_with_their_package_and_are_stored_once(owner):
    quiz = new_quiz(owner, questions=[])
    files = {"items/a.xml": SHOWING, "items/b.xml": SHOWING, "items/pics/bow.png": picture_bytes()}
    assert "2 questions were added." in bring(owner, quiz, files)
    image = Image.objects.get()
    assert (image.uploaded_by_user, image.is_public) == (owner, False)
    quiz.refresh_from_db()
    shown = [question.value["content"][1].value for question in quiz.questions]
    assert [(value["image"], value["alt_text"]) for value in shown] == [(image, "A bow"), (image, "A bow")]
    bring(owner, quiz, files)
    assert Image.objects.count() == 1


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({}, "a picture that the package does not hold"),
        ({"items/pics/bow.png": b"no picture"}, "its picture is not taken"),
        ({"items/pics/bow.png": picture_bytes()[:90]}, "its picture is not taken"),
    ],
    ids=["absent", "no picture", "half a picture"],
)
def test_a_picture_that_cannot_be_taken_leaves_its_question_out(owner, files, why):
    quiz = new_quiz(owner, questions=[])
    shown = bring(owner, quiz, {"items/a.xml": SHOWING, "items/b.xml": item(declared("A"), choice("a", "b")), **files})
    assert why in shown
    assert "1 question was added." in shown
    quiz.refresh_from_db()
    assert (len(quiz.questions), Image.objects.count()) == (1, 0)


def test_nothing_is_left_of_a_package_that_failed_half_way(owner, monkeypatch):
    quiz = new_quiz(owner, questions=[])
    before = sum(path.is_file() for path in django_settings.MEDIA_ROOT.rglob("*"))

    def fail(*_arguments, **_named):
        raise RuntimeError("the power is gone")

    monkeypatch.setattr("assessments.importers.bring_in.add_questions", fail)
    with pytest.raises(RuntimeError):
        bring(owner, quiz, {"a.xml": SHOWING, "pics/bow.png": picture_bytes()})
    assert (Image.objects.count(), quiz.revisions.count()) == (0, 0)
    assert sum(path.is_file() for path in django_settings.MEDIA_ROOT.rglob("*")) == before


def test_a_refusal_says_why_and_changes_nothing(owner):
    quiz = new_quiz(owner, questions=[])
    assert "leads outside" in bring(owner, quiz, {"../a.xml": SHOWING})
    quiz.refresh_from_db()
    assert (len(quiz.questions), quiz.revisions.count()) == (0, 0)
