"""Previews, and what makes a page one that front ends preview."""

from previews.models.pages import PLAIN, STOREFRONT, StorefrontPreview
from previews.models.previews import CODE_LIVES, SESSION_LIVES, Preview, digest_of

__all__ = ["CODE_LIVES", "PLAIN", "SESSION_LIVES", "STOREFRONT", "Preview", "StorefrontPreview", "digest_of"]
