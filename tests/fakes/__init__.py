"""Stand-ins for outside services: programs of their own that speak the real ones' language."""
