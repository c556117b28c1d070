"""Questions that other platforms wrote."""
