"""Every block of the site's pages, in the order in which the chooser shows them."""

from typing import Any

from cms.blocks.call_to_action import CallToActionBlock
from cms.blocks.categories import CategoriesBlock
from cms.blocks.course_shelf import CourseShelfBlock
from cms.blocks.features import FeaturesBlock
from cms.blocks.hero import HeroBlock
from cms.blocks.menus import MenuGroupBlock, MenuLinkBlock
from cms.blocks.pricing import PricingBlock
from cms.blocks.questions import QuestionsBlock
from cms.blocks.testimonials import TestimonialsBlock
from content.blocks import LESSON_BLOCKS

# Text, pictures, films and the like are the blocks of lessons, so that front ends show them with the same code.
BODY_BLOCKS: list[tuple[str, Any]] = [
    *LESSON_BLOCKS,
    ("questions", QuestionsBlock()),
    ("course_shelf", CourseShelfBlock()),
    ("call_to_action", CallToActionBlock()),
]

HOME_BLOCKS: list[tuple[str, Any]] = [
    ("hero", HeroBlock()),
    ("features", FeaturesBlock()),
    ("course_shelf", CourseShelfBlock()),
    ("categories", CategoriesBlock()),
    ("testimonials", TestimonialsBlock()),
    ("pricing", PricingBlock()),
    ("questions", QuestionsBlock()),
    ("call_to_action", CallToActionBlock()),
    *((kind, block) for kind, block in LESSON_BLOCKS if kind in {"rich_text", "heading", "image", "quote", "video"}),
]

MENU_BLOCKS: list[tuple[str, Any]] = [("link", MenuLinkBlock()), ("group", MenuGroupBlock())]
FOOTER_BLOCKS: list[tuple[str, Any]] = [("group", MenuGroupBlock())]
LINK_BLOCKS: list[tuple[str, Any]] = [("link", MenuLinkBlock())]
