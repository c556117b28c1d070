"""Paths in the admin, for officers."""
