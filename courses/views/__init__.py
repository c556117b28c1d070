"""Pages of the admin that are about courses."""
