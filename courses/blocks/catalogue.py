"""Every block, in the order in which the chooser shows them."""

from typing import Any

from courses.blocks.audio import AudioBlock
from courses.blocks.callout import CalloutBlock
from courses.blocks.code import CodeBlock
from courses.blocks.columns import ColumnsBlock
from courses.blocks.download import DownloadBlock
from courses.blocks.embed import EmbedBlock
from courses.blocks.gallery import GalleryBlock
from courses.blocks.heading import HeadingBlock
from courses.blocks.image import ImageBlock
from courses.blocks.link import LinkBlock
from courses.blocks.notation import NotationBlock
from courses.blocks.point import PointBlock
from courses.blocks.quote import QuoteBlock
from courses.blocks.rich_text import RichTextBlock
from courses.blocks.table import TableBlock
from courses.blocks.video import VideoBlock


def _simple_blocks() -> list[tuple[str, Any]]:
    return [
        ("rich_text", RichTextBlock()),
        ("heading", HeadingBlock()),
        ("quote", QuoteBlock()),
        ("callout", CalloutBlock()),
        ("table", TableBlock()),
        ("code", CodeBlock()),
        ("notation", NotationBlock()),
        ("image", ImageBlock()),
        ("gallery", GalleryBlock()),
        ("video", VideoBlock()),
        ("audio", AudioBlock()),
        ("download", DownloadBlock()),
        ("embed", EmbedBlock()),
    ]


LESSON_BLOCKS: list[tuple[str, Any]] = [*_simple_blocks(), ("columns", ColumnsBlock(_simple_blocks()))]

RESOURCE_BLOCKS: list[tuple[str, Any]] = [
    ("download", DownloadBlock()),
    ("link", LinkBlock()),
    ("embed", EmbedBlock()),
]

POINTS: list[tuple[str, Any]] = [("point", PointBlock())]
