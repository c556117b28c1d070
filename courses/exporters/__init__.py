"""Courses on their way out: as a Markdown book that `courses.importers` reads back as an equal tree."""
