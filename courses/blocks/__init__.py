"""The blocks of a lesson. One file per block; this package gathers them in the order the chooser shows."""

from wagtail import blocks

from courses.blocks.heading import HeadingBlock
from courses.blocks.rich_text import RichTextBlock

LESSON_BLOCKS = [
    ("rich_text", RichTextBlock()),
    ("heading", HeadingBlock()),
]

RESOURCE_BLOCKS = [
    ("link", blocks.StructBlock([("title", blocks.CharBlock(max_length=200)), ("url", blocks.URLBlock())])),
]
