"""Gathers what notices add to the editor."""

from notices import admin

__all__ = ["admin"]
