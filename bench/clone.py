"""Multiplies rows that the operations made: a course, a person, with everything that hangs on them, N times by COPY.

A clone differs from its template in identity alone: keys, public ids, addresses and places in the tree. So a large data
set is as true as the operations that made its templates (tests/bench holds the two together).
"""

import hashlib
import json
import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.core.management.color import no_style
from django.db import connection, models

UUID_PATTERN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

Row = dict[str, Any]
# What a column of a clone holds instead: (value in the template, the template's row, the clone) -> value.
Change = Callable[[Any, Row, "Clone"], Any]
Model = type[models.Model]


def cloned_uuid(template: uuid.UUID, name: str) -> uuid.UUID:
    """The public id of the clone called `name`: the same in every run."""
    return uuid.UUID(hashlib.md5(f"{template}{name}".encode(), usedforsecurity=False).hexdigest())


@dataclass
class Graph:
    """The rows of one template, by model, in the order they are copied. `changes` are by (model, column)."""

    rows: dict[Model, list[Row]]
    changes: Mapping[tuple[Model, str], Change] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Public ids are those of unique columns; other UUIDs inside texts are none of ours.
        self.uuids = {
            value
            for rows in self.rows.values()
            for row in rows
            for value in row.values()
            if isinstance(value, uuid.UUID)
        }
        self.place = {
            (root(model), row[model._meta.pk.attname]): place
            for model, rows in self.rows.items()
            for place, row in enumerate(rows)
            if model._meta.pk.remote_field is None
        }
        self.size = {root(model): len(rows) for model, rows in self.rows.items() if root(model) is model}


def root(model: Model) -> Model:
    """The model whose keys a model shares: itself, unless its key is another's."""
    pk = model._meta.pk
    return root(cast(Model, pk.related_model)) if pk is not None and pk.remote_field else model


@dataclass
class Clone:
    """One copy of a graph. `number` counts from nought; `bases` are the keys above which its model's clones begin.

    `outside` finds keys of rows that belong to another graph's clone: model -> {template key: key}.
    """

    graph: Graph
    number: int
    bases: Mapping[Model, int]
    outside: Mapping[Model, Mapping[Any, Any]] = field(default_factory=dict)

    def key(self, model: Model, template: Any) -> Any:
        """The key of this clone's copy of a row; a row that is not cloned keeps its own."""
        model = root(model)
        if model in self.outside and template in self.outside[model]:
            return self.outside[model][template]
        place = self.graph.place.get((model, template))
        if place is None or model not in self.bases:
            return template
        return self.bases[model] + self.number * self.graph.size[model] + place + 1

    def keys(self, model: Model) -> dict[Any, Any]:
        """Every key of `model` in the template and what it is in this clone."""
        return {template: self.key(model, template) for (of, template) in self.graph.place if of is root(model)}

    def public(self, template: uuid.UUID) -> uuid.UUID:
        return cloned_uuid(template, str(self.number)) if template in self.graph.uuids else template

    def text(self, template: str) -> str:
        """A text with the public ids of the template's rows turned into the clone's."""
        return UUID_PATTERN.sub(lambda found: str(self.public(uuid.UUID(found.group()))), template)

    def value(self, model: Model, column: models.Field, row: Row) -> Any:
        template = row[column.attname]
        change = self.graph.changes.get((model, column.attname))
        if change is not None:
            return change(template, row, self)
        if template is None:
            return None
        if column.remote_field is not None and column.related_model is not None:
            return self.key(column.related_model, template)
        if column.primary_key and isinstance(column, models.AutoField):
            return self.key(model, template)
        return self.renamed(template, column)

    def renamed(self, template: Any, column: models.Field) -> Any:
        """A plain value with the public ids inside it turned into the clone's."""
        if isinstance(template, uuid.UUID):
            return self.public(template)
        if isinstance(template, str):
            return self.text(template)
        if isinstance(template, dict | list) and isinstance(column, models.JSONField):
            return json.loads(self.text(json.dumps(template)))
        return template


def read(querysets: Iterable[models.QuerySet]) -> dict[Model, list[Row]]:
    """The rows of one graph, whole, in key order."""
    rows: dict[Model, list[Row]] = {}
    for queryset in querysets:
        columns = [column.attname for column in queryset.model._meta.local_concrete_fields]
        rows[queryset.model] = list(queryset.order_by("pk").values(*columns))
    return rows


def highest_keys(graph: Graph) -> dict[Model, int]:
    """The highest key in use for each model of the graph that has keys of its own."""
    highest = {}
    for model in graph.size:
        if isinstance(model._meta.pk, models.AutoField):
            highest[model] = model._base_manager.aggregate(highest=models.Max("pk"))["highest"] or 0
    return highest


def copy(model: Model, clones: Iterable[Clone]) -> int:
    """COPY the clones' rows of `model` into its table. Returns how many there were."""
    columns = [column for column in model._meta.local_concrete_fields if not column.generated]
    names = ", ".join(f'"{column.column}"' for column in columns)
    written = 0
    connection.ensure_connection()
    with (
        connection.connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as stream,
    ):
        for clone in clones:
            for row in clone.graph.rows[model]:
                stream.write_row(
                    [column.get_db_prep_save(clone.value(model, column, row), connection) for column in columns]
                )
                written += 1
    return written


def multiply(
    graph: Graph, copies: int, *, outside: Callable[[int], Mapping[Model, Mapping[Any, Any]]] | None = None
) -> list[Clone]:
    """Write `copies` clones of the graph and return them, for others to refer to."""
    bases = highest_keys(graph)
    clones = [Clone(graph, number, bases, outside(number) if outside else {}) for number in range(copies)]
    for model in graph.rows:
        copy(model, clones)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(graph.size)):
            cursor.execute(statement)
    return clones
