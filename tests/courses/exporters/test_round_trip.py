"""Exported and brought in again, a course is an equal tree."""

import os
import zipfile

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.enums import Role
from courses.enums import LessonType
from courses.exporters.markdown_book import export_course, zip_sink
from courses.importers.bring_in import bring_in
from courses.importers.load import load_course
from courses.importers.package import AssetRef, ChapterDraft, CourseDraft, LessonDraft, Problem
from courses.models import LessonPage
from courses.operations.removal import remove_page
from kit.archive import Limits, Source
from taxonomy.models import Category, Level, Style
from tests.courses.exporters.snapshots import snapshot
from tests.courses.exporters.strategies import CAPTIONS, FILM, PAPER, PICTURES, SOUND, content, line, rich_text, words
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree
from tests.factories.media import file_bytes, picture_bytes

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
        }
    ),
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
        lambda title, description, children: ChapterDraft(
            path="", title=title, description=description, children=children
        ),
        line,
        st.one_of(st.just(""), line),
        st.lists(below, max_size=3),
    ),
    max_leaves=6,
)
course = st.builds(
    lambda title, fields, children: CourseDraft(identity="test", title=title, fields=fields, children=children),
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
        }
    ),
    st.lists(tree, min_size=1, max_size=4),
)


def numbered(draft):
    """Give every place a path of its own; links lead to the first two lessons."""

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
