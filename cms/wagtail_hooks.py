"""Makes the admin this product's: its look, its menu and a home for each role."""

from cms.admin import brand, home, menu, messages

__all__ = ["brand", "home", "menu", "messages"]
