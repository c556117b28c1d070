"""A lesson filmed by three cameras, for everybody to watch; run in the shell of the program that shows it."""

from django.core.files.base import ContentFile

from accounts.models import User
from courses.enums import ChecklistVerdict
from courses.models import ChecklistItem
from courses.operations.review_comments import answer_checklist
from courses.operations.submissions import submit_course
from courses.operations.tree import add_lesson
from media.models import Video
from tests.factories.media import VideoFactory
from tests.factories.submissions import approve_and_publish, ready_course
from tests.media.films import film

TITLE = "Tango, from three sides"
SECONDS = 40
# How much later than the first each was started; each shows the time of the first, and has a shape of its own.
BACK_OFFSET, FEET_OFFSET = 1.48, 6
SHAPES = {"front": 16 / 9, "back": 4 / 3, "feet": 9 / 16}


def publish() -> None:
    """Publish the lesson and write where it is."""
    producer = User.objects.get(email="producer@demo.perfomix.example")

    def taken(title: str, size: str, *words: object) -> Video:
        content = film(*words, size=size, seconds=SECONDS)
        return VideoFactory(title=title, uploaded_by_user=producer, file=ContentFile(content, name="film.mp4"))

    front = taken("From the front", "640x360")
    back = taken("From the back", "640x480", "-ss", BACK_OFFSET, "-vf", "hue=s=0")
    feet = taken("Feet", "270x480", "-ss", FEET_OFFSET)
    angles = [
        {"name": "Back", "video": back.pk, "offset_seconds": BACK_OFFSET},
        {"name": "Feet", "video": feet.pk, "offset_seconds": FEET_OFFSET},
    ]
    value = {"source": "file", "url": "", "video": front.pk, "title": TITLE, "poster": None, "captions": []}
    content = [{"type": "video", "value": {**value, "angle": "Front", "angles": angles}}]
    tree = ready_course(producer, title=TITLE)
    page = add_lesson(tree.page, title=TITLE, actor=producer, content=content, is_preview=True)
    submission = submit_course(tree.course, actor=producer)
    reviewer = User.objects.get(email="reviewer@demo.perfomix.example")
    for item in ChecklistItem.objects.active():
        answer_checklist(submission, item, ChecklistVerdict.MET, actor=reviewer)
    approve_and_publish(submission, reviewer=reviewer)
    tree.course.refresh_from_db()
    print(f"{tree.course.slug} {page.lesson.public_id}")  # noqa: T201 - read by the test
