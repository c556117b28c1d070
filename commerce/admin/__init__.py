"""What the editor shows of selling: addresses, menu entries and the names of actions."""

from commerce.admin import sellers

__all__ = ["sellers"]
