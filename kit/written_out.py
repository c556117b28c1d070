"""For statements written out by hand, where building one from a queryset would cost more than answering it."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connection, models

AnyModel = TypeVar("AnyModel", bound=models.Model)


def columns_of(model: type[models.Model], alias: str) -> str:
    """All columns of a model's table, for the SELECT of a statement that calls the table so."""
    return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)


def width_of(model: type[models.Model]) -> int:
    """How many columns `columns_of` names."""
    return len(model._meta.concrete_fields)


def row_as(model: type[AnyModel], values: Sequence[Any]) -> AnyModel:
    """The model's instance from the values of the columns that `columns_of` names."""
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(connection.alias, names, values)
