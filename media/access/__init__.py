"""Who may use which media in the admin, and under which addresses files are fetched."""
