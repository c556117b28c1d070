"""Loops that people keep to practise with."""

from dataclasses import asdict, dataclass
from uuid import UUID

from accounts.models import User
from courses.errors import TooManyLoops
from courses.models import KeptLoop, Lesson
from courses.models.loops import LOOPS_IN_A_LESSON
from courses.operations.kept import forget, keep


@dataclass(frozen=True, slots=True)
class Loop:
    """A part of the film or sound in the lesson's block `block`, under the person's name for it."""

    block: UUID
    name: str
    start_ms: int
    end_ms: int


def keep_loop(person: User, lesson: Lesson, public_id: UUID, loop: Loop) -> KeptLoop:
    """Keep the loop, or change the one with this id. Raises NotFound for a closed lesson, TooManyLoops."""
    return keep(KeptLoop, person, lesson, public_id, asdict(loop), most=LOOPS_IN_A_LESSON, too_many=TooManyLoops)


def forget_loop(person: User, lesson: UUID, public_id: UUID) -> None:
    """Take one's own loop away. Raises NotFound where there is none."""
    forget(KeptLoop, person, lesson, public_id)
