"""Storing files: from elsewhere than a form (`storing`), and sent in parts (`uploads`)."""
