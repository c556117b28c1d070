"""British, as the rest of the words."""
