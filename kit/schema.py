"""Operations of migrations, beside Django's."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Makes many tables as one step.

    Between steps Django draws all models anew that have to do with a changed one, and here nearly all have to do with
    each other: a hundred steps draw a hundred times as many.
    """

    def __init__(self, operations: Sequence[CreateModel]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.clear_delayed_apps_cache()
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, *given: Any) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, *given)

    def database_backwards(self, app_label: str, *given: Any) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, *given)

    def describe(self) -> str:
        return f"Create {len(self.operations)} models"
