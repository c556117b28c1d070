"""Listings of the editor about people."""
