"""Questions as other platforms read them."""
