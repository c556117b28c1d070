"""What the editor learns from courses: its hooks, by subject."""
