from importlib import import_module

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "kit"

    def ready(self) -> None:
        # They register the job that Wagtail's tasks become, and what the database must be.
        import_module("kit.task_backend")
        import_module("kit.checks")
