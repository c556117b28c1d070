from importlib import import_module

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "kit"

    def ready(self) -> None:
        # Registers the job that Wagtail's tasks become.
        import_module("kit.task_backend")
