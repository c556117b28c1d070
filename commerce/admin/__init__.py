"""What the editor shows of selling: addresses, menu entries and the names of actions."""

from commerce.admin import earnings, sellers

__all__ = ["earnings", "sellers"]
