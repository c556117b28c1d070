"""The blocks of the site's own pages. One file per block; this package is how the rest of the house reads them.

They are edited and published as the blocks of lessons are (`content.blocks`), which they use wherever those fit. Beside
media they may refer to pages, courses and categories: `SiteContext` holds what was looked up for all of them at once.
"""

from cms.blocks.context import Shelf, SiteContext, SiteReferences
from cms.blocks.represent import (
    menu_schemas,
    page_kinds,
    references,
    represent,
    represent_html,
    represent_menu,
    section_schemas,
)

__all__ = [
    "Shelf",
    "SiteContext",
    "SiteReferences",
    "menu_schemas",
    "page_kinds",
    "references",
    "represent",
    "represent_html",
    "represent_menu",
    "section_schemas",
]
