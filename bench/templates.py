"""The few courses and the one learner that the operations make, and from which a data set is multiplied."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils.text import slugify
from PIL import Image as Picture

from accounts.enums import Role
from accounts.models import User
from accounts.operations.people import create_person
from courses.enums import NodeKind
from courses.models import ChecklistItem, Course, CoursePage
from courses.operations.publication import publish_submission
from courses.operations.submissions import approve, submit_course
from courses.operations.tree import Sketch, add_many, create_course
from media.models import Image
from taxonomy.models import Category, Level, Style, Term

PASSWORD = "only for the bench"  # noqa: S105 - of people who exist in a data set of the bench alone

# Title, category, style, level, language, price in cents.
COURSES = (
    ("Adagio in the centre", "Dance", "Ballet", "Beginner", "en", 0),
    ("Breath and resonance", "Voice", "Bel canto", "Intermediate", "en", 4900),
    ("Fingerstyle from the thumb", "Instrument", "Guitar", "Beginner", "de", 2900),
    ("Cold reading with nerve", "Acting", "Camera", "Advanced", "en", 9900),
)
CHAPTERS = 4


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


def make_courses(cast: Cast, *, lessons: int) -> list[Course]:
    """One published course for each line of COURSES, with `lessons` lessons of about five kilobytes each."""
    # The list for reviewers is theirs to work through; the bench has none.
    ChecklistItem.objects.all().delete()
    picture = make_picture(cast.owner)
    courses = []
    for title, art, style, level, language, price in COURSES:
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
        add_lessons(page, lessons, actor=cast.owner)
        publish(page.course, cast)
        courses.append(page.course)
    return courses


def term(kind: type[Term], name: str, **fields: Any) -> Any:
    return kind._default_manager.get_or_create(slug=slugify(name), defaults={"name": name, **fields})[0]


def add_lessons(page: CoursePage, lessons: int, *, actor: Any) -> None:
    """Add `lessons` lessons in equal chapters, the first of them an open preview."""
    per_chapter = -(-lessons // CHAPTERS)
    numbers = range(1, lessons + 1)
    chapters = [
        Sketch(
            NodeKind.CHAPTER,
            f"Part {part + 1}",
            children=[
                Sketch(NodeKind.LESSON, f"Exercise {number}", lesson_fields(number, is_preview=number == 1))
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


def lesson_fields(number: int, *, is_preview: bool) -> dict[str, Any]:
    """The fields of a lesson with about five kilobytes of content."""
    content = [
        {"type": "heading", "value": {"text": f"Exercise {number}", "level": "h2"}},
        *({"type": "rich_text", "value": f"<p>{SENTENCE * 9}<b>Again.</b></p>"} for _ in range(5)),
        {"type": "quote", "value": {"text": "Slow is smooth.", "attribution": "A saying of the studio"}},
        {"type": "code", "value": {"language": "text", "code": "5 6 7 8"}},
    ]
    return {"content": content, "is_preview": is_preview, "estimated_minutes": 5 + number % 20}


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
