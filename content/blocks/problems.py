"""What is wrong with the content of a lesson, in words for its author."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError


@dataclass(frozen=True)
class ContentProblem:
    """A mistake and where it is: the number of the block from 1 (0 for the whole), its kind, the way to the field."""

    position: int
    kind: str
    field: str
    message: str

    def __str__(self) -> str:
        where = " › ".join(part for part in (f"{self.kind} {self.position}" if self.kind else "", self.field) if part)
        return f"{where}: {self.message}" if where else self.message


def find_problems(content: StreamValue) -> list[ContentProblem]:
    """Everything that keeps this content from being handed in. Drafts may have such problems; submissions not."""
    try:
        content.stream_block.clean(content)
    except StreamBlockValidationError as error:
        return list(_in_stream(content, error))
    return []


def _in_stream(content: StreamValue, error: StreamBlockValidationError) -> Iterator[ContentProblem]:
    for problem in error.non_block_errors.as_data():
        for message in problem.messages:
            yield ContentProblem(0, "", "", message)
    for index, problem in sorted(error.block_errors.items()):
        kind = str(content[index].block.label)
        for path, message in _flat(problem):
            yield ContentProblem(index + 1, kind, " › ".join(path), message)


def _flat(error: ValidationError, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(error, StructBlockValidationError):
        for name, problem in error.block_errors.items():
            yield from _flat(problem, (*path, name.replace("_", " ")))
    elif isinstance(error, StreamBlockValidationError | ListBlockValidationError):
        for index, problem in error.block_errors.items():
            yield from _flat(problem, (*path, str(index + 1)))
    else:
        for message in error.messages:
            yield path, message
    if isinstance(error, StructBlockValidationError | StreamBlockValidationError | ListBlockValidationError):
        for problem in error.non_block_errors.as_data():
            for message in problem.messages:
                yield path, message
