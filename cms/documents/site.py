"""What every page of the site shows: its name, its menus, where else it is found."""

from typing import Any

from cms.blocks import references, represent_menu
from cms.documents.context import site_context
from cms.models import Navigation, SiteSettings
from commerce.models import SellingSettings
from commerce.operations.prices import currencies_sold


def site_document() -> dict[str, Any]:
    """Settings and menus in one. At most six queries."""
    site, menus = SiteSettings.the_one(), Navigation.the_one()
    found = references([], menus=[menus.header, menus.footer, menus.legal])
    if site.share_picture_id:
        found.images.add(site.share_picture_id)
    context = site_context(found)
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
        "header": represent_menu(menus.header, context),
        "footer": represent_menu(menus.footer, context),
        "legal": represent_menu(menus.legal, context),
    }
