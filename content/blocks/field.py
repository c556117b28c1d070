"""Fields that hold blocks. Their migrations name the field alone, so that no change of a block makes a migration."""

from threading import RLock
from typing import Any, ClassVar

from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField

from content.blocks.catalogue import CERTIFICATES, LESSON_BLOCKS, POINTS, RESOURCE_BLOCKS

_cleaning = RLock()


class SteadyStreamBlock(StreamBlock):
    """Cleans one value at a time.

    Wagtail lets a draft lack what is required by switching that off on the blocks themselves, which all threads
    share: beside a draft being saved a submission would be checked too mildly, and two drafts at once would leave
    it switched off.
    """

    def clean(self, value: Any) -> Any:
        with _cleaning:
            return super().clean(value)

    def clean_deferred(self, value: Any) -> Any:
        with _cleaning:
            return super().clean_deferred(value)


class BlocksField(StreamField):
    """A StreamField whose blocks belong to the class and not to the migration."""

    kinds: ClassVar[list[tuple[str, Any]]] = []

    def __init__(self, **options: Any) -> None:
        super().__init__(SteadyStreamBlock(self.kinds), **options)

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


class CertificateField(BlocksField):
    """The certificate of a course: one design, or none."""

    kinds = CERTIFICATES

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_num": 1, **options})
