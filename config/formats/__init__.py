"""How dates and times are written in the admin and in letters, language by language."""
