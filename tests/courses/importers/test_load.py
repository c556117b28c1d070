"""What importing leaves in the database and on disk: a whole draft, the same one the second time, or nothing."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.enums import Role
from courses.importers.bring_in import NotAProducer, bring_in
from courses.models import ChapterPage, Course, CourseAuthor, ImportSource, LessonPage
from courses.operations.tree import add_lesson
from kit import failpoints
from kit.archive import PackageRefused
from kit.errors import NotAllowed
from media.models import Document, Image
from tests.courses.importers.packages import BOOK, write_folder, write_zip
from tests.factories.accounts import UserFactory
from tests.factories.media import file_bytes, picture_bytes
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = pytest.mark.covers("req-B11")

WITH_FILES = {
    **BOOK,
    "first.md": "![A bow](pics/bow.png)\n\nRead [the second](second.md) and [the paper](plan.pdf).\n",
    "pics/bow.png": picture_bytes(),
    "plan.pdf": file_bytes("plan.pdf"),
}


@pytest.fixture
def producer(db):
    return UserFactory(roles=[Role.PRODUCER])


def outline(page):
    return [(one.title, [child.title for child in one.get_children()]) for one in page.get_children()]


def stored_files():
    root = settings.MEDIA_ROOT
    return {path for path in root.rglob("*") if path.is_file()} if root.exists() else set()


def test_a_book_becomes_a_draft_with_its_files_and_links(tmp_path, producer):
    page = bring_in(write_folder(tmp_path / "book", WITH_FILES), producer, actor=producer).loaded.page
    assert outline(page) == [("One", ["First", "Second"]), ("Two", ["Third"])]
    first, second, _third = LessonPage.objects.order_by("path")
    image, paper = Image.objects.get(), Document.objects.get()
    raw = first.content.get_prep_value()
    assert raw[0]["value"]["image"] == image.pk
    assert f'<a linktype="page" id="{second.pk}">the second</a>' in raw[1]["value"]
    assert f'<a linktype="document" id="{paper.pk}">the paper</a>' in raw[1]["value"]
    assert (image.uploaded_by_user, image.is_public, paper.uploaded_by_user) == (producer, False, producer)
    assert first.get_latest_revision_as_object().content == first.content
    assert not page.live


def test_importing_again_keeps_identities_and_follows_the_package(tmp_path, producer):
    place = write_folder(tmp_path / "book", WITH_FILES)
    page = bring_in(place, producer, actor=producer).loaded.page
    rows = {one.title: one.lesson_id for one in LessonPage.objects.all()}
    own = add_lesson(page.get_children()[1].specific, title="My own", actor=producer)
    revisions = LessonPage.objects.get(title="Third").revisions.count()
    changed = {
        "contents.md": "## New\n\n[Fourth](fourth.md)\n[Third](third.md)\n\n## One\n\n[First again](first.md)",
        "index.md": "# A book\n",
        "fourth.md": "New words.\n",
        "first.md": "Other words.\n",
    }
    write_folder(place, changed)
    again = bring_in(place, producer, actor=producer).loaded
    assert (again.page.pk, again.is_new) == (page.pk, False)
    assert outline(again.page) == [("New", ["Fourth", "Third"]), ("One", ["First again"]), ("Two", ["My own"])]
    assert LessonPage.objects.get(title="First again").lesson_id == rows["First"]
    assert LessonPage.objects.get(title="Third").lesson_id == rows["Third"]
    assert LessonPage.objects.get(title="Third").revisions.count() == revisions
    assert LessonPage.objects.filter(pk=own.pk).exists()
    assert Course.objects.count() == 1
    assert (Image.objects.count(), Document.objects.count()) == (1, 1)


def test_published_lessons_that_left_the_package_are_hidden_and_come_back(tmp_path, producer):
    place = write_folder(tmp_path / "book", BOOK)
    bring_in(place, producer, actor=producer)
    LessonPage.objects.filter(title="Third").update(was_published=True)
    write_folder(place, {"contents.md": "# A book\n\n## One\n\n- [First](first.md)\n"})
    bring_in(place, producer, actor=producer)
    third = LessonPage.objects.get(title="Third")
    assert third.removed_at or ChapterPage.objects.get(title="Two").removed_at
    assert not LessonPage.objects.filter(title="Second").exists()
    write_folder(place, BOOK)
    page = bring_in(place, producer, actor=producer).loaded.page
    assert LessonPage.objects.get(title="Third").pk == third.pk
    assert LessonPage.objects.get(title="Third").removed_at is None
    assert outline(page) == [("One", ["First", "Second"]), ("Two", ["Third"])]


def test_another_producer_gets_a_course_of_their_own(tmp_path, producer):
    place = write_folder(tmp_path / "book", BOOK)
    other = UserFactory(roles=[Role.PRODUCER])
    for person in (producer, other):
        assert bring_in(place, person, actor=person).loaded.page.course.owner == person
    assert Course.objects.count() == 2


def test_a_course_given_away_is_not_written_any_more(tmp_path, producer):
    place = write_folder(tmp_path / "book", BOOK)
    course = bring_in(place, producer, actor=producer).loaded.page.course
    Course.objects.filter(pk=course.pk).update(owner=UserFactory(roles=[Role.PRODUCER]))
    CourseAuthor.objects.filter(course=course).delete()
    with pytest.raises(NotAllowed):
        bring_in(place, producer, actor=producer)


def test_a_dry_run_changes_nothing(tmp_path, producer):
    before = stored_files()
    found = bring_in(write_folder(tmp_path / "book", WITH_FILES), producer, actor=producer, dry_run=True)
    assert found.loaded is None
    assert found.draft.report.as_json()["elements"] > 8
    assert not Course.objects.exists()
    assert not ImportSource.objects.exists()
    assert stored_files() == before


def test_a_failure_half_way_leaves_neither_rows_nor_files(tmp_path, producer, monkeypatch):
    before = stored_files()

    def fail(name):
        if name == "import_course.placed":
            raise RuntimeError("the power is gone")

    monkeypatch.setattr("courses.importers.load.failpoint", fail)
    monkeypatch.setattr("courses.importers.load._Load._remember", lambda *_: fail("import_course.placed"))
    with pytest.raises(RuntimeError):
        bring_in(write_folder(tmp_path / "book", WITH_FILES), producer, actor=producer)
    monkeypatch.setattr("courses.importers.load.failpoint", lambda _name: None)
    with pytest.raises(RuntimeError):
        bring_in(tmp_path / "book", producer, actor=producer)
    for model in (Course, LessonPage, ChapterPage, Image, Document, ImportSource):
        assert not model.objects.exists()
    assert stored_files() == before


HOSTILE = [
    {**BOOK, "../evil.md": "x"},
    {**BOOK, "/etc/evil": "x"},
    {"contents.md": "no links"},
    {"contents.md": "[gone](gone.md)"},
    {"contents.md": b"\x00\x01\x02"},
    {"course.xml": "<course"},
    {"course.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><course url_name="r">&a;</course>'},
    {"readme.txt": "nothing to see"},
]


@pytest.mark.parametrize("files", HOSTILE)
def test_hostile_packages_leave_database_and_disk_as_they_were(tmp_path, producer, files):
    before = stored_files()
    path = write_zip(tmp_path / "x.zip", files)
    with pytest.raises(PackageRefused):
        bring_in(path, producer, actor=producer)
    with pytest.raises(CommandError):
        call_command("import_course", str(path), producer=producer.email, verbosity=0)
    assert not Course.objects.exists()
    assert stored_files() == before


def test_courses_belong_to_producers(tmp_path, db):
    place = write_folder(tmp_path / "book", BOOK)
    learner = UserFactory()
    with pytest.raises(NotAProducer):
        bring_in(place, learner, actor=learner)
    for address in (learner.email, "nobody@example.org"):
        with pytest.raises(CommandError):
            call_command("import_course", str(place), producer=address, verbosity=0)
    assert not Course.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_make_one_course(tmp_path):
    producer = UserFactory(roles=[Role.PRODUCER])
    place = write_folder(tmp_path / "book", BOOK)

    def run():
        return bring_in(place, producer, actor=producer).loaded.is_new

    with failpoints.hold("import_course.placed") as held:
        first = Runner(run)
        held.wait_until_reached()
        second = Runner(run)
        wait_for_a_lock_queue(second)
    assert (first.outcome(), second.outcome()) == (True, False)
    assert Course.objects.count() == 1
