"""Notes that people write at moments of films and sounds."""

from dataclasses import asdict, dataclass
from uuid import UUID

from accounts.models import User
from courses.errors import TooManyNotes
from courses.models import KeptNote, Lesson
from courses.models.notes import NOTES_IN_A_LESSON
from courses.operations.kept import forget, keep
from kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class Note:
    """Words at a moment of the film or sound in the lesson's block `block`."""

    block: UUID
    at_ms: int
    text: str


def keep_note(person: User, lesson: Lesson, public_id: UUID, note: Note) -> KeptNote:
    """Keep the note, or change the one with this id. Raises NotFound for a closed lesson, TooManyNotes."""
    return keep(KeptNote, person, lesson, public_id, asdict(note), most=NOTES_IN_A_LESSON, too_many=TooManyNotes)


def change_note(person: User, lesson: UUID, public_id: UUID, text: str) -> None:
    """Change what one's own note says, whether or not the lesson is still open. Raises NotFound where there is none."""
    mine = KeptNote.objects.filter(person=person, lesson__public_id=lesson, public_id=public_id)
    if not mine.update(text=text):
        raise NotFound


def forget_note(person: User, lesson: UUID, public_id: UUID) -> None:
    """Take one's own note away. Raises NotFound where there is none."""
    forget(KeptNote, person, lesson, public_id)
