"""What the editor shows of selling: addresses, menu entries and the names of actions."""

from commerce.admin import coupons, earnings, home, menu, plans, sellers

__all__ = ["coupons", "earnings", "home", "menu", "plans", "sellers"]
