"""What the editor shows of selling: addresses, menu entries and the names of actions."""

from commerce.admin import bundles, coupons, earnings, home, menu, plans, sellers

__all__ = ["bundles", "coupons", "earnings", "home", "menu", "plans", "sellers"]
