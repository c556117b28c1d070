"""Every block, in the order in which the chooser shows them."""

from typing import Any

from content.blocks.assignment import AssignmentBlock
from content.blocks.audio import AudioBlock
from content.blocks.callout import CalloutBlock
from content.blocks.certificate import CertificateBlock
from content.blocks.code import CodeBlock
from content.blocks.columns import ColumnsBlock
from content.blocks.download import DownloadBlock
from content.blocks.embed import EmbedBlock
from content.blocks.gallery import GalleryBlock
from content.blocks.heading import HeadingBlock
from content.blocks.image import ImageBlock
from content.blocks.link import LinkBlock
from content.blocks.notation import NotationBlock
from content.blocks.point import PointBlock
from content.blocks.quiz import QuizBlock
from content.blocks.quote import QuoteBlock
from content.blocks.rich_text import RichTextBlock
from content.blocks.table import TableBlock
from content.blocks.video import VideoBlock


def simple_blocks() -> list[tuple[str, Any]]:
    """Blocks that stand anywhere: in a lesson, in its columns, in a question."""
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


LESSON_BLOCKS: list[tuple[str, Any]] = [
    *simple_blocks(),
    ("columns", ColumnsBlock(simple_blocks())),
    ("quiz", QuizBlock()),
    ("assignment", AssignmentBlock()),
]

RESOURCE_BLOCKS: list[tuple[str, Any]] = [
    ("download", DownloadBlock()),
    ("link", LinkBlock()),
    ("embed", EmbedBlock()),
]

CERTIFICATES: list[tuple[str, Any]] = [("certificate", CertificateBlock())]

POINTS: list[tuple[str, Any]] = [("point", PointBlock())]
