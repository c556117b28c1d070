"""Pages of the editor about people."""
