"""Addresses that lead elsewhere, as administrators keep them and as Wagtail notes them when pages move."""

from dataclasses import dataclass

from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect

from cms.documents.context import places
from content.blocks.addresses import safe_address


@dataclass(frozen=True)
class Way:
    """Where an address leads now."""

    target: str
    is_permanent: bool


def find_redirect(path: str) -> Way | None:
    """Where this address leads; None where it leads nowhere, as to a page that is not public. At most two queries."""
    try:
        old_path = Redirect.normalise_path(path)
    except ValueError:  # “//[” is no address at all
        return None
    of_this_site = Q(site=None) | Q(site__is_default_site=True)
    rows = Redirect.objects.filter(of_this_site, old_path=old_path).order_by("site")
    # A redirect of the site itself comes before one for every site.
    found = rows.values_list("redirect_page", "redirect_page_route_path", "redirect_link", "is_permanent").first()
    if found is None:
        return None
    page, route, link, is_permanent = found
    if page:
        target = next((f"{place.address.rstrip('/')}{route}" or "/" for place in places([page])), None)
    else:
        target = safe_address(link)
    return Way(target, is_permanent) if target else None
