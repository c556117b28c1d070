"""What the site's pages and menus hold, for the API's document, made from the blocks' own definitions."""

from typing import Any

from cms import blocks as site_blocks
from content.blocks import schema_name

Document = dict[str, Any]


def add_page_blocks(result: Document, **_: Any) -> Document:
    """`PageBlock`: what pages of the site hold, the blocks of lessons among it; `MenuEntry` likewise for menus."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    sections = site_blocks.section_schemas()
    schemas |= {schema_name(kind): schema for kind, schema in sections.items()}
    schemas["PageBlock"] = _one_of({kind: schema_name(kind) for kind in site_blocks.page_kinds()})
    entries = site_blocks.menu_schemas()
    schemas |= {f"{kind.title()}Entry": schema for kind, schema in entries.items()}
    schemas["MenuEntry"] = _one_of({kind: f"{kind.title()}Entry" for kind in entries})
    return result


def _one_of(names: dict[str, str]) -> Document:
    """One of the schemas named, told apart by `type`."""
    mapping = {kind: f"#/components/schemas/{name}" for kind, name in names.items()}
    return {
        "oneOf": [{"$ref": reference} for reference in mapping.values()],
        "discriminator": {"propertyName": "type", "mapping": mapping},
    }
