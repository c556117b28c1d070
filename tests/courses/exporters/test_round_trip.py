"""Exported and brought in again, a course is an equal tree."""

import json
import os
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.enums import Role
from assessments.documents.questions import questions_of
from assessments.forms import files_of
from assessments.models import QuestionBank, Quiz
from content.blocks.certificate import CertificateColour, CertificateLayout, design_of
from courses.enums import LessonType
from courses.exporters.markdown_book import export_course, zip_sink
from courses.importers.bring_in import bring_in
from courses.importers.load import load_course
from courses.importers.package import AssetRef, ChapterDraft, CourseDraft, LessonDraft, Problem, QuizDraft, QuizRef
from courses.models import LessonPage
from courses.operations.removal import remove_page
from kit.archive import Limits, Source
from media.models import Image
from taxonomy.models import Category, Level, Style
from tests.courses.exporters.snapshots import snapshot
from tests.courses.exporters.strategies import (
    CAPTIONS,
    FILM,
    PAPER,
    PICTURES,
    QUESTIONS,
    SOUND,
    content,
    line,
    questions,
    rich_text,
    rules,
    short_rich_text,
    words,
)
from tests.courses.importers.packages import write_folder
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree
from tests.factories.media import file_bytes, picture_bytes
from tests.factories.quizzes import draw, new_bank, new_quiz, stored

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-B11")]

FEW = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def files(tmp_path):
    """The files that random blocks refer to, as a package holds them."""
    held = {
        PICTURES[0]: picture_bytes(),
        PICTURES[1]: picture_bytes(colour="#123456"),
        **{name: file_bytes(name) for name in (SOUND, PAPER, CAPTIONS, FILM)},
    }
    for number, body in enumerate(held.values()):
        (tmp_path / str(number)).write_bytes(body)
    placed = {name: tmp_path / str(number) for number, name in enumerate(held)}
    return Source("random", placed, Limits.from_settings(), [])


opening = st.sampled_from(
    [
        {"opens": ""},
        {"opens": "on_date", "opens_at": datetime(2027, 3, 1, 8, tzinfo=UTC)},
        {"opens": "after_days", "opens_after_days": 7},
        {"opens": "after_previous"},
    ]
)
lesson = st.builds(
    lambda title, blocks, fields, problems: LessonDraft(
        path="", title=title, blocks=blocks, fields=fields, problems=problems
    ),
    line,
    content,
    st.fixed_dictionaries(
        {
            "summary": st.one_of(st.just(""), line),
            "lesson_type": st.sampled_from(LessonType.values),
            "is_preview": st.booleans(),
            "estimated_minutes": st.one_of(st.none(), st.integers(1, 500)),
            "is_optional": st.booleans(),
        }
    ).flatmap(lambda fields: opening.map(lambda opens: fields | opens)),
    st.lists(
        st.builds(
            lambda source, title: Problem(
                path="", title=title, source=source, position=0, files={"/static/p": AssetRef(PAPER)}
            ),
            words,
            line,
        ),
        max_size=2,
    ),
)
tree = st.recursive(
    lesson,
    lambda below: st.builds(
        lambda title, description, fields, children: ChapterDraft(
            path="", title=title, description=description, fields=fields, children=children
        ),
        line,
        st.one_of(st.just(""), line),
        opening,
        st.lists(below, max_size=3),
    ),
    max_leaves=6,
)
certificate = st.builds(
    lambda design, pictures: design_of(design) | pictures,
    st.fixed_dictionaries(
        {
            "layout": st.sampled_from(CertificateLayout.values),
            "colour": st.sampled_from(CertificateColour.values),
            "heading": st.sampled_from(["Diploma", "Certificate: of {singing}"]),
            "signed_by": st.sampled_from(["", "Rosa Lind"]),
            "shows_duration": st.booleans(),
            "every_quiz": st.booleans(),
        }
    ),
    st.sampled_from([{}, {"signature": AssetRef(PICTURES[0])}]),
)
quiz = st.builds(
    lambda title, introduction, rules, questions: QuizDraft(
        path="", title=title, introduction=introduction, rules=rules, questions=questions
    ),
    line.map(lambda text: text[:200].strip()).filter(bool),
    short_rich_text,
    rules,
    questions,
)
course = st.builds(
    lambda title, fields, children, quizzes: CourseDraft(
        identity="test", title=title, fields=fields, children=children, quizzes=quizzes
    ),
    line,
    st.fixed_dictionaries(
        {
            "summary": line,
            "description": rich_text,
            "language": st.sampled_from(["en", "de"]),
            "thumbnail": st.just(AssetRef(PICTURES[0])),
            "thumbnail_alt": line,
            "outcomes": st.lists(line, max_size=2),
            "requirements": st.lists(line, max_size=2),
            "category": st.just("voice"),
            "level": st.just("beginner"),
            "styles": st.just(["bel-canto"]),
            "tags": st.just(["breath", "tone"]),
            "price_minor": st.integers(0, 100_000),
            "price_currency": st.sampled_from(["EUR", "CHF"]),
        },
        optional={"certificate": certificate, "in_order": st.booleans(), "requires_prerequisites": st.booleans()},
    ),
    st.lists(tree, min_size=1, max_size=4),
    st.lists(quiz, max_size=3),
)


def numbered(draft):
    """Give every place a path of its own; links lead to the first two lessons; the last one asks the quizzes."""

    def number(children, above):
        for position, child in enumerate(children):
            child.path = f"{above}/{position}"
            if isinstance(child, ChapterDraft):
                number(child.children, child.path)
            for order, problem in enumerate(getattr(child, "problems", [])):
                problem.path, problem.position = f"{child.path}#{order}", order

    number(draft.children, "")
    for path, one in zip(("lessons/001-a.md", "lessons/002-b.md"), draft.lessons(), strict=False):
        one.path = path
    for place, one in enumerate(draft.quizzes):
        one.path = f"quiz/{place}"
        last = list(draft.lessons())[-1]
        last.blocks.append({"type": "quiz", "value": {"quiz": QuizRef(one.path), "is_required": place == 0}})
    return draft


@FEW
@given(drawn=course)
def test_exported_course_comes_back_equal(files, tmp_path_factory, drawn):
    if not list(drawn.lessons()):
        drawn.children.append(LessonDraft(path="", title="Only"))
    for model, name, slug in ((Category, "Voice", "voice"), (Level, "Beginner", "beginner")):
        model.objects.get_or_create(slug=slug, defaults={"name": name})
    Style.objects.get_or_create(
        slug="bel-canto", defaults={"name": "Bel canto", "category": Category.objects.get(slug="voice")}
    )
    author, other = UserFactory(roles=[Role.PRODUCER]), UserFactory(roles=[Role.PRODUCER])
    made = load_course(numbered(drawn), files, author, actor=author).page
    target = tmp_path_factory.mktemp("book") / "book.zip"
    with zip_sink(target) as sink:
        export_course(made, sink)
    back = bring_in(target, other, actor=other).loaded.page
    assert snapshot(back) == snapshot(made)


def test_fifty_chapters_deep_and_lessons_after_chapters_come_back(files, tmp_path):
    deep = LessonDraft(path="deep", title="Bottom", blocks=[{"type": "rich_text", "value": "<p>Here.</p>"}])
    node = deep
    for level in range(50, 0, -1):
        node = ChapterDraft(path=f"c{level}", title=f"Level {level}", children=[node])
    after = LessonDraft(path="after", title="After", blocks=[{"type": "rich_text", "value": "<p>There.</p>"}])
    producer = UserFactory(roles=[Role.PRODUCER])
    draft = CourseDraft(identity="deep", title="Deep", children=[node, after])
    made = load_course(draft, files, producer, actor=producer).page
    with zip_sink(tmp_path / "deep.zip") as sink:
        export_course(made, sink)
    back = bring_in(tmp_path / "deep.zip", producer, actor=producer).loaded.page
    assert back.pk != made.pk
    assert snapshot(back) == snapshot(made)


def test_removed_lessons_stay_behind_and_the_command_writes_folders(tmp_path):
    tree = course_tree()
    LessonPage.objects.filter(pk=tree.lessons[0].pk).update(was_published=True)
    remove_page(tree.lessons[0], actor=tree.owner)
    call_command("export_course", str(tree.course.public_id), str(tmp_path / "book"), verbosity=0)
    names = sorted(path.name for path in (tmp_path / "book" / "lessons").iterdir())
    assert names == ["001-lesson-2.md", "002-lesson-1.md", "003-lesson-2.md", "004-coda.md"]
    with pytest.raises(CommandError, match="not an empty folder"):
        call_command("export_course", tree.course.slug, str(tmp_path / "book"), verbosity=0)
    call_command("export_course", tree.course.slug, str(tmp_path / "book.zip"), verbosity=0)
    with zipfile.ZipFile(tmp_path / "book.zip") as archive:
        assert "contents.md" in archive.namelist()
    with pytest.raises(CommandError, match="no course"):
        call_command("export_course", "nothing-such", str(tmp_path / "x.zip"), verbosity=0)
    assert not os.path.lexists(tmp_path / "x.zip")


@FEW
@given(drawn=st.fixed_dictionaries(QUESTIONS), rules=rules, draws=st.integers(1, 2))
def test_every_kind_of_question_comes_back_with_its_pools_rules_and_media(files, tmp_path_factory, drawn, rules, draws):
    pictured = {"image": AssetRef(PICTURES[1]), "alt_text": "A bow", "caption": ""}
    drawn["ordering"]["value"]["content"].append({"type": "image", "value": pictured})
    pool = {"type": "pool", "value": {"draws": draws, "questions": [drawn["gaps"], drawn["ordering"]]}}
    quiz = QuizDraft("q", "Keys", introduction="<p>Listen.</p>", rules=rules, questions=[*drawn.values(), pool])
    lesson = LessonDraft("l", "Lesson", blocks=[{"type": "quiz", "value": {"quiz": QuizRef("q"), "is_required": True}}])
    draft = CourseDraft(identity="kinds", title="Kinds", children=[lesson], quizzes=[quiz])
    author, other = UserFactory(roles=[Role.PRODUCER]), UserFactory(roles=[Role.PRODUCER])
    made = load_course(draft, files, author, actor=author).page
    target = tmp_path_factory.mktemp("book") / "book.zip"
    with zip_sink(target) as sink:
        export_course(made, sink)
    found = bring_in(target, other, actor=other)
    assert [item for item in found.draft.report if item.outcome == "left_out"] == []
    assert snapshot(found.loaded.page) == snapshot(made)
    mine, theirs = Quiz.objects.get(owner=author), Quiz.objects.get(owner=other)
    assert [block.block_type for block in theirs.questions] == [*drawn, "pool"]
    assert {question.id for question in questions_of(mine.questions)}.isdisjoint(
        {question.id for question in questions_of(theirs.questions)}
    )
    pictures = Image.objects.filter(pk__in=files_of(theirs.questions, "").images)
    assert {picture.uploaded_by_user for picture in pictures} == {other}


def exported(course, place):
    with zip_sink(place) as sink:
        export_course(course, sink)
    return place


def test_a_quiz_of_a_book_brought_in_again_is_the_same_quiz(tmp_path):
    producer, other = UserFactory(roles=[Role.PRODUCER]), UserFactory(roles=[Role.PRODUCER])
    tree = course_tree(owner=producer)
    quiz = new_quiz(producer, attempts_allowed=3)
    lesson = tree.lessons[0]
    lesson.content = json.dumps([{"type": "quiz", "value": {"quiz": quiz.pk, "is_required": True}}])
    lesson.save_revision(user=producer)
    page = tree.page
    bring_in(exported(page, tmp_path / "book.zip"), other, actor=other)
    copy = Quiz.objects.get(owner=other)
    before = [(question.id, question.value) for question in questions_of(copy.questions)]
    Quiz.objects.filter(pk=quiz.pk).update(title="Keys by eye", attempts_allowed=None)
    bring_in(exported(page, tmp_path / "again.zip"), other, actor=other)
    copy = Quiz.objects.get(owner=other)
    assert (copy.title, copy.attempts_allowed, copy.introduction) == ("Keys by eye", None, "<p>Listen twice.</p>")
    assert [(question.id, question.value) for question in questions_of(copy.questions)] == before
    assert (Quiz.objects.filter(owner=producer).count(), copy.revisions.count()) == (1, 2)


def test_a_draw_from_a_bank_comes_back_as_a_pool_and_the_bank_is_named(tmp_path, capsys):
    producer, other = UserFactory(roles=[Role.PRODUCER]), UserFactory(roles=[Role.PRODUCER])
    tree = course_tree(owner=producer)
    bank = new_bank(producer, title="Thirds", questions=[stored("true_false", n, is_true=True) for n in range(3)])
    quiz = new_quiz(producer, title="Drawn", questions=[draw(1, bank, 2, points=4)])
    lesson = tree.lessons[0]
    lesson.content = json.dumps([{"type": "quiz", "value": {"quiz": quiz.pk, "is_required": True}}])
    lesson.save_revision(user=producer)
    call_command("export_course", tree.course.slug, str(tmp_path / "book.zip"))
    assert "Drawn: the bank “Thirds” stays behind" in capsys.readouterr().err
    bring_in(tmp_path / "book.zip", other, actor=other)
    (block,) = Quiz.objects.get(owner=other).questions.get_prep_value()
    assert (block["type"], block["value"]["draws"], len(block["value"]["questions"])) == ("pool", 2, 3)
    assert {question["value"]["points"] for question in block["value"]["questions"]} == {4}
    assert not QuestionBank.objects.filter(owner=other).exists()


HOSTILE_QUIZZES = {
    "no YAML": "{",
    "a list": "- a",
    "references": "a: &a [1]\nb: *a",
    "nothing": "",
}


@pytest.mark.parametrize("text", HOSTILE_QUIZZES.values(), ids=HOSTILE_QUIZZES)
def test_a_quiz_that_cannot_be_read_is_named(tmp_path, text):
    producer = UserFactory(roles=[Role.PRODUCER])
    found = bring_in(book_with_quiz(tmp_path, text), producer, actor=producer)
    told = [(item.path, item.reason) for item in found.draft.report if item.outcome == "left_out"]
    assert told == [("quizzes/q.yaml", "it is not YAML of the form that quizzes have")]
    assert not Quiz.objects.exists()
    (block,) = LessonPage.objects.get().content.get_prep_value()
    assert block["value"] == {"quiz": None, "is_required": True}


def test_what_does_not_fit_in_a_quiz_is_left_out_and_named(tmp_path):
    producer = UserFactory(roles=[Role.PRODUCER])
    text = """
title: "Ke\\0ys"
pass_percent: 400
wait_minutes: [1]
attempts_allowed: 2
answers_shown: whenever
introduction: <p onclick="x">Hear</p><script>alert(1)</script>
questions:
- {type: riddle, value: {}}
- {type: true_false, value: {is_true: true, points: 1000}}
- 7
- {type: pool, value: {draws: 1, questions: [{type: pool, value: {}}]}}
- {type: true_false, value: {is_true: true, content: [{type: rich_text, value: "<p>So?</p><a href='asset:x'>y</a>"}]}}
"""
    found = bring_in(book_with_quiz(tmp_path, text), producer, actor=producer)
    assert [item.path for item in found.draft.report if item.kind == "question"] == [
        "quizzes/q.yaml#1", "quizzes/q.yaml#2", "quizzes/q.yaml#3", "quizzes/q.yaml#4",
    ]  # fmt: skip
    quiz = Quiz.objects.get()
    assert (quiz.title, quiz.pass_percent, quiz.wait_minutes, quiz.attempts_allowed) == ("Keys", 60, 0, 2)
    assert (quiz.answers_shown, quiz.introduction) == ("after_attempt", "<p>Hear</p>")
    (question,) = questions_of(quiz.questions)
    assert question.content[0]["value"] == "<p>So?</p>y"


def book_with_quiz(place, text):
    contents = "---\nform: perfomix-book/1\ntitle: Book\n---\n\n- [One](lessons/1.md)\n"
    lesson = "```{quiz}\nquiz: ../quizzes/q.yaml\nis_required: true\n```\n"
    files = {"contents.md": contents, "lessons/1.md": lesson, "quizzes/q.yaml": text}
    return write_folder(place / "book", files)
