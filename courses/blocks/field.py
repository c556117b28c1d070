"""Fields that hold blocks. Their migrations name the field alone, so that no change of a block makes a migration."""

from typing import Any, ClassVar

from wagtail.fields import StreamField

from courses.blocks.catalogue import LESSON_BLOCKS, POINTS, RESOURCE_BLOCKS


class BlocksField(StreamField):
    """A StreamField whose blocks belong to the class and not to the migration."""

    kinds: ClassVar[list[tuple[str, Any]]] = []

    def __init__(self, **options: Any) -> None:
        super().__init__(self.kinds, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _arguments, options = super().deconstruct()
        options.pop("block_lookup", None)
        return name, path, [], options


class LessonContentField(BlocksField):
    """What a lesson teaches, block by block."""

    kinds = LESSON_BLOCKS


class ResourcesField(BlocksField):
    """What goes with a lesson: files, links, players."""

    kinds = RESOURCE_BLOCKS


class PointsField(BlocksField):
    """A list of short lines."""

    kinds = POINTS
