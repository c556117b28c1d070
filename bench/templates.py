"""The courses and the one learner that the operations make, and from which a data set is multiplied."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.core.files.base import ContentFile
from django.utils.text import slugify
from PIL import Image as Picture

from accounts.enums import Role
from accounts.models import User
from accounts.operations.people import create_person
from assessments.models import Paper, Quiz
from assessments.operations.attempts import begin_attempt, hand_in
from courses.enums import NodeKind
from courses.models import ChecklistItem, Course, CoursePage, LessonDocument
from courses.operations.publication import publish_submission
from courses.operations.submissions import approve, submit_course
from courses.operations.tree import Sketch, add_many, create_course
from media.models import Image
from taxonomy.models import Category, Level, Style, Term

PASSWORD = "only for the bench"  # noqa: S105 - of people who exist in a data set of the bench alone

# Title, category, style, level, language, price in cents. As many as it takes for a word to be in a few of a hundred
# courses, as words are: with four, whatever one looks for is in a quarter of the catalogue. And the arts in turn, so
# that each fills a page in the smallest set.
COURSES = (
    ("Adagio in the centre", "Dance", "Ballet", "Beginner", "en", 0),
    ("Breath and resonance", "Voice", "Bel canto", "Intermediate", "en", 4900),
    ("Fingerstyle from the thumb", "Instrument", "Guitar", "Beginner", "de", 2900),
    ("Cold reading with nerve", "Acting", "Camera", "Advanced", "en", 9900),
    ("Barre every morning", "Dance", "Ballet", "Beginner", "en", 1900),
    ("The legato line", "Voice", "Bel canto", "Advanced", "it", 7900),
    ("Bow hold and long notes", "Instrument", "Violin", "Beginner", "en", 1900),
    ("The self-tape at home", "Acting", "Camera", "Beginner", "en", 1900),
    ("Turning without fear: the pirouette", "Dance", "Ballet", "Intermediate", "en", 3900),
    ("Onset, chest and head", "Voice", "Bel canto", "Beginner", "en", 2900),
    ("Vibrato, shifting and third position", "Instrument", "Violin", "Intermediate", "en", 4900),
    ("Verse aloud: Shakespeare on the breath", "Acting", "Stage", "Intermediate", "en", 4900),
    ("Strong feet, safe pointe", "Dance", "Ballet", "Advanced", "en", 5900),
    ("Belting that lasts eight shows a week", "Voice", "Musical theatre", "Advanced", "en", 8900),
    ("Bach for the solo cello", "Instrument", "Cello", "Advanced", "en", 7900),
    ("The monologue nobody else brings", "Acting", "Stage", "Advanced", "en", 5900),
    ("Fall and recover", "Dance", "Contemporary", "Beginner", "en", 2900),
    ("Sixteen bars for the audition", "Voice", "Musical theatre", "Intermediate", "en", 3900),
    ("Piano scales that sing", "Instrument", "Piano", "Beginner", "en", 0),
    ("A clown's first entrance", "Acting", "Physical theatre", "Beginner", "fr", 3400),
    ("Floorwork for tall bodies", "Dance", "Contemporary", "Intermediate", "fr", 3400),
    ("Scat over the blues", "Voice", "Jazz", "Intermediate", "en", 3400),
    ("Left hand stride", "Instrument", "Piano", "Advanced", "en", 5400),
    ("Masks and neutral bodies", "Acting", "Physical theatre", "Intermediate", "en", 3900),
    ("Improvisation in a small room", "Dance", "Contemporary", "Beginner", "en", 0),
    ("Singing with a microphone", "Voice", "Pop", "Beginner", "en", 0),
    ("Chopin at an honest tempo", "Instrument", "Piano", "Advanced", "fr", 6900),
    ("Accents by ear", "Acting", "Voice-over", "Intermediate", "en", 2900),
    ("Palmas and footwork: flamenco from Jerez", "Dance", "Flamenco", "Beginner", "es", 4500),
    ("Harmony for a choir of four", "Voice", "Choral", "Intermediate", "de", 2900),
    ("Rudiments on a practice pad", "Instrument", "Drums", "Beginner", "en", 1400),
    ("Audiobooks from the first page", "Acting", "Voice-over", "Beginner", "en", 1900),
    ("Shim sham and other tap classics", "Dance", "Tap", "Beginner", "en", 2400),
    ("Lieder: the word before the note", "Voice", "Art song", "Advanced", "de", 6400),
    ("Brushes for a quiet room", "Instrument", "Drums", "Intermediate", "en", 3900),
    ("The pause that gets the laugh", "Acting", "Comedy", "Intermediate", "en", 3400),
    ("Popping: hits, waves and robots", "Dance", "Hip-hop", "Intermediate", "en", 2900),
    ("Reading a part at sight", "Voice", "Choral", "Beginner", "en", 1900),
    ("Rasgueado and golpe", "Instrument", "Guitar", "Intermediate", "es", 3900),
    ("Stage combat with empty hands", "Acting", "Stage", "Beginner", "en", 4400),
)
CHAPTERS = 4
QUESTIONS = 20


@dataclass(frozen=True)
class Cast:
    """The people of a data set who are named."""

    owner: User
    reviewer: User
    learner: User


def make_cast() -> Cast:
    def person(name: str, *roles: Role) -> User:
        return create_person(
            f"{name}@bench.example", password=PASSWORD, display_name=name.title(), roles=roles, actor=None
        )

    return Cast(
        owner=person("owner", Role.LEARNER, Role.PRODUCER),
        reviewer=person("reviewer", Role.LEARNER, Role.REVIEWER),
        learner=person("learner", Role.LEARNER),
    )


def make_courses(cast: Cast, *, lessons: int, only: int | None = None) -> list[Course]:
    """One published course for each line of COURSES, with `lessons` lessons of about five kilobytes each.

    `only` takes that many of the lines, for who needs no catalogue to search in.
    """
    # The list for reviewers is theirs to work through; the bench has none.
    ChecklistItem.objects.all().delete()
    picture = make_picture(cast.owner)
    quiz = make_quiz(cast.owner)
    courses = []
    for title, art, style, level, language, price in COURSES[:only]:
        category = term(Category, art)
        page = create_course(
            cast.owner,
            title=title,
            actor=cast.owner,
            language=language,
            summary=f"{title}: a whole course, step by step.",
            description=f"<p>{title} for everybody who practises. {SENTENCE * 5}</p>",
            thumbnail=picture,
            thumbnail_alt="A field of one colour",
            category=category,
            level=term(Level, level),
            styles=[term(Style, style, category=category)],
            price_minor=price,
            outcomes=[{"type": "point", "value": "To hold the line through a whole phrase"}],
        )
        add_lessons(page, lessons, quiz, actor=cast.owner)
        publish(page.course, cast)
        courses.append(page.course)
    answer_quiz(cast.learner, courses[0])
    return courses


def term(kind: type[Term], name: str, **fields: Any) -> Any:
    return kind._default_manager.get_or_create(slug=slugify(name), defaults={"name": name, **fields})[0]


def add_lessons(page: CoursePage, lessons: int, quiz: Quiz | None = None, *, actor: Any) -> None:
    """Add `lessons` lessons in equal chapters: the first is an open preview, the last asks the quiz if there is one."""
    per_chapter = -(-lessons // CHAPTERS)
    numbers = range(1, lessons + 1)
    chapters = [
        Sketch(
            NodeKind.CHAPTER,
            f"Part {part + 1}",
            children=[
                Sketch(NodeKind.LESSON, f"Exercise {number}", lesson_fields(number, lessons, quiz))
                for number in numbers[part * per_chapter : (part + 1) * per_chapter]
            ],
        )
        for part in range(CHAPTERS)
    ]
    add_many(page, chapters, actor=actor)


def publish(course: Course, cast: Cast) -> None:
    """Hand the course in, approve it and make it live, here and now."""
    submission = submit_course(course, actor=cast.owner)
    approve(submission, actor=cast.reviewer)
    publish_submission(submission.pk)


SENTENCE = "Let the weight arrive before the arm does, and count the rest as carefully as the step. "


def lesson_fields(number: int, lessons: int, quiz: Quiz | None) -> dict[str, Any]:
    """The fields of one of so many lessons, with about five kilobytes of content."""
    content: list[dict[str, Any]] = [
        {"type": "heading", "value": {"text": f"Exercise {number}", "level": "h2"}},
        *({"type": "rich_text", "value": f"<p>{SENTENCE * 9}<b>Again.</b></p>"} for _ in range(5)),
        {"type": "quote", "value": {"text": "Slow is smooth.", "attribution": "A saying of the studio"}},
        {"type": "code", "value": {"language": "text", "code": "5 6 7 8"}},
    ]
    if quiz is not None and number == lessons:
        content.append({"type": "quiz", "value": {"quiz": quiz.pk, "is_required": False}})
    return {"content": content, "is_preview": number == 1, "estimated_minutes": 5 + number % 20}


def make_quiz(owner: User) -> Quiz:
    """A quiz of twenty questions, as often as one likes."""
    questions = [
        {
            "type": "true_false",
            "id": str(uuid5(NAMESPACE_OID, f"bench question {number}")),
            "value": {
                "content": [{"type": "rich_text", "value": f"<p>{number}: {SENTENCE}</p>"}],
                "points": 1,
                "feedback_right": "So it is.",
                "feedback_wrong": "Look at the lesson once more.",
                "is_true": number % 2 == 0,
            },
        }
        for number in range(QUESTIONS)
    ]
    quiz = Quiz.objects.create(owner=owner, title="What stays in the body", questions=questions)
    quiz.refresh_from_db()
    return quiz


def answer_quiz(learner: User, course: Course) -> None:
    """Have the learner hand in one attempt, so that there is one of everybody."""
    document = LessonDocument.objects.live().filter(course=course).exclude(papers=[]).select_related("lesson").get()
    paper = Paper.objects.get(pk=document.papers[0])
    attempt, _is_new = begin_attempt(learner, paper, document.lesson.public_id)
    hand_in(attempt, {name: {"chosen": ["true"]} for name in attempt.questions}, learner=learner)


def make_picture(owner: User) -> Image:
    out = BytesIO()
    Picture.new("RGB", (64, 36), "#1a1a2e").save(out, "PNG")
    return Image.objects.create(
        title="Navy",
        file=ContentFile(out.getvalue(), name="navy.png"),
        width=64,
        height=36,
        content_type="image/png",
        uploaded_by_user=owner,
        is_public=True,
    )
