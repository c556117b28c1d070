"""Fields that hold the blocks of site pages and menus; like those of lessons, out of migrations."""

from cms.blocks.catalogue import BODY_BLOCKS, FOOTER_BLOCKS, HOME_BLOCKS, LINK_BLOCKS, MENU_BLOCKS
from content.blocks.field import BlocksField


class HomeSectionsField(BlocksField):
    """What the home page shows, section by section."""

    kinds = HOME_BLOCKS


class BodyField(BlocksField):
    """The text of an article, an answer or a plain page."""

    kinds = BODY_BLOCKS


class MenuField(BlocksField):
    """A menu of links and groups of links."""

    kinds = MENU_BLOCKS


class FooterColumnsField(BlocksField):
    """The columns of the footer."""

    kinds = FOOTER_BLOCKS


class LinksField(BlocksField):
    """A row of links."""

    kinds = LINK_BLOCKS
