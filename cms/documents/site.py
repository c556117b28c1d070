"""What every page of the site shows: its name, its menus, where else it is found."""

from collections.abc import Callable, Mapping, Set
from typing import Any

from django.db.models import QuerySet

from cms.blocks import references, represent_menu
from cms.documents.context import site_context
from cms.models import Navigation, SiteSettings
from commerce.models import Plan, SellingSettings
from commerce.operations.bundles_on_sale import bundles_on_sale
from commerce.operations.prices import currencies_sold
from paths.models import Path

# Lists that menus lead to while they hold something.
LISTS: Mapping[str, Callable[[], QuerySet[Any]]] = {
    "/bundles": bundles_on_sale,
    "/paths": Path.objects.published,
    "/plans": Plan.objects.offered,
}


def site_document() -> dict[str, Any]:
    """Settings and menus in one. At most six queries, and one for each of `LISTS` that a menu leads to."""
    site, menus = SiteSettings.the_one(), Navigation.the_one()
    found = references([], menus=[menus.header, menus.footer, menus.legal])
    if site.share_picture_id:
        found.images.add(site.share_picture_id)
    context = site_context(found)
    represented = {name: represent_menu(getattr(menus, name), context) for name in ("header", "footer", "legal")}
    return {
        "name": site.name,
        "tagline": site.tagline,
        "description": site.description,
        "contact_address": site.contact_address,
        "share_picture": context.media.image(site.share_picture_id),
        "may_be_indexed": site.may_be_indexed,
        "currencies": currencies_sold(),
        "tax": SellingSettings.the_one().tax_mode,
        "social": [
            {"network": network, "url": address} for network in site.NETWORKS if (address := getattr(site, network))
        ],
        **_without_empty_lists(represented),
    }


def _without_empty_lists(menus: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """The menus without what leads to a list that holds nothing just now, and without groups of nothing else."""
    entries = [entry["value"] for menu in menus.values() for entry in menu]
    linked = {link["url"] for value in entries for link in value.get("links", [value])}
    empty = {address for address, rows in LISTS.items() if address in linked and not rows().exists()}
    return {name: [shown for entry in menu if (shown := _without(entry, empty))] for name, menu in menus.items()}


def _without(entry: dict[str, Any], empty: Set[str]) -> dict[str, Any] | None:
    value = entry["value"]
    if "links" not in value:
        return None if value["url"] in empty else entry
    links = [link for link in value["links"] if link["url"] not in empty]
    return {**entry, "value": {**value, "links": links}} if links else None
