"""Multiplies rows that the operations made: a course, a person, with everything that hangs on them, N times.

PostgreSQL itself writes the copies, by one INSERT … SELECT for each table. A clone differs from its template in
identity alone: keys, public ids, addresses and places in the tree. So a large data set is as true as the operations
that made its templates (tests/bench holds the two together).
"""

import json
import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.core.management.color import no_style
from django.db import connection, models
from psycopg.sql import SQL, Composable, Identifier, Literal

Row = dict[str, Any]
Model = type[models.Model]
# What a column of a clone holds instead, in SQL: (value in the template, the template's row, the clones) -> expression.
Change = Callable[[Any, Row, "Clones"], Composable]

# Which copy a row belongs to, counted from nought: every source of clones calls itself so.
NUMBER = SQL("clone.number")


@dataclass
class Graph:
    """The rows of one template, by model, in the order they are copied. `changes` are by (model, column).

    `words` are parts of texts that differ from clone to clone; the public ids of the rows are always among them.
    """

    rows: dict[Model, list[Row]]
    changes: Mapping[tuple[Model, str], Change] = field(default_factory=dict)
    words: Mapping[str, Composable] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Public ids are those of unique columns; other UUIDs inside texts are none of ours.
        self.uuids = {
            value
            for rows in self.rows.values()
            for row in rows
            for value in row.values()
            if isinstance(value, uuid.UUID)
        }
        self.words = {str(value): cloned_uuid(value) for value in self.uuids} | dict(self.words)
        self.place = {
            (root(model), row[model._meta.pk.attname]): place
            for model, rows in self.rows.items()
            for place, row in enumerate(rows)
            if model._meta.pk.remote_field is None
        }
        self.size = {root(model): len(rows) for model, rows in self.rows.items() if root(model) is model}
        self._pattern = re.compile("|".join(map(re.escape, self.words)) or "(?!)")

    def text(self, template: str) -> Composable:
        """A text with its words turned into the clone's."""
        parts: list[Composable] = []
        end = 0
        for found in self._pattern.finditer(template):
            parts += [Literal(template[end : found.start()]), self.words[found.group()]]
            end = found.end()
        return joined(*parts, Literal(template[end:])) if parts else Literal(template)


def cloned_uuid(template: uuid.UUID) -> Composable:
    """The public id of a clone: the same in every run."""
    return SQL("md5({} || {})::uuid").format(Literal(str(template)), NUMBER)


def joined(*texts: Composable) -> Composable:
    return SQL("concat({})").format(SQL(", ").join(texts))


def root(model: Model) -> Model:
    """The model whose keys a model shares: itself, unless its key is another's."""
    pk = model._meta.pk
    return root(cast(Model, pk.related_model)) if pk is not None and pk.remote_field else model


def read(querysets: Iterable[models.QuerySet]) -> dict[Model, list[Row]]:
    """The rows of one graph, whole, in key order."""
    rows: dict[Model, list[Row]] = {}
    for queryset in querysets:
        columns = [column.attname for column in queryset.model._meta.local_concrete_fields]
        rows[queryset.model] = list(queryset.order_by("pk").values(*columns))
    return rows


@dataclass(frozen=True)
class Clones:
    """Copies of a graph. `bases` are the keys above which each model's clones begin.

    `outside` finds keys of rows that belong to another graph's clones: model -> {template key: expression}.
    """

    graph: Graph
    bases: Mapping[Model, int]
    outside: Mapping[Model, Mapping[Any, Composable]] = field(default_factory=dict)

    def key(self, model: Model, template: Any, number: Composable = NUMBER) -> Composable:
        """The key of a clone's copy of a row; a row that is not cloned keeps its own."""
        model = root(model)
        if template in self.outside.get(model, ()):
            return self.outside[model][template]
        place = self.graph.place.get((model, template))
        if place is None or model not in self.bases:
            return Literal(template)
        first, size = Literal(self.bases[model] + place + 1), Literal(self.graph.size[model])
        return SQL("({} + {} * {})").format(first, number, size)

    def keys(self, model: Model, number: Composable = NUMBER) -> dict[Any, Composable]:
        """Every key of `model` in the template and what it is in a clone."""
        places = self.graph.place
        return {template: self.key(model, template, number) for (of, template) in places if of is root(model)}

    def value(self, model: Model, column: models.Field, row: Row) -> Composable:
        template = row[column.attname]
        change = self.graph.changes.get((model, column.attname))
        if change is not None:
            return change(template, row, self)
        if template is None:
            return SQL("NULL")
        if column.remote_field is not None and column.related_model is not None:
            return self.key(column.related_model, template)
        if column.primary_key and isinstance(column, models.AutoField):
            return self.key(model, template)
        return self.renamed(template, column)

    def renamed(self, template: Any, column: models.Field) -> Composable:
        """A plain value, with the words inside it turned into the clone's."""
        if isinstance(template, uuid.UUID):
            return cloned_uuid(template) if template in self.graph.uuids else Literal(template)
        if isinstance(template, str):
            return self.graph.text(template)
        if isinstance(column, models.JSONField):
            return self.graph.text(json.dumps(template))
        return Literal(column.get_db_prep_save(template, connection))

    def insert(self, model: Model, source: Composable) -> int:
        """Write the rows of `model` of all clones in `source`, in the order of their keys. Returns how many."""
        columns = [column for column in model._meta.local_concrete_fields if not column.generated]
        types = [SQL(cast(str, column.cast_db_type(connection))) for column in columns]
        selects = []
        for row in self.graph.rows[model]:
            values = (self.value(model, column, row) for column in columns)
            typed = (SQL("{}::{}").format(value, kind) for value, kind in zip(values, types, strict=True))
            selects.append(SQL("SELECT {} FROM {}").format(SQL(", ").join(typed), source))
        if not selects:
            return 0
        return execute(
            SQL("INSERT INTO {} ({}) {} ORDER BY {}").format(
                Identifier(model._meta.db_table),
                SQL(", ").join([Identifier(cast(str, column.column)) for column in columns]),
                SQL(" UNION ALL ").join(selects),
                Literal(1 + [column.primary_key for column in columns].index(True)),
            )
        )

    def insert_all(self, source: Composable) -> None:
        """Write the rows of all models of all clones in `source`."""
        for model in self.graph.rows:
            self.insert(model, source)


def clones_of(graph: Graph, outside: Mapping[Model, Mapping[Any, Composable]] | None = None) -> Clones:
    """Clones whose keys begin above the highest in use, and are not written yet."""
    bases = {}
    for model in graph.size:
        if isinstance(model._meta.pk, models.AutoField):
            bases[model] = model._base_manager.aggregate(highest=models.Max("pk"))["highest"] or 0
    return Clones(graph, bases, outside or {})


def numbered(start: int, end: int) -> Composable:
    """A source of the clones from `start` to before `end`."""
    return SQL("generate_series({}, {}) AS clone (number)").format(Literal(start), Literal(end - 1))


def move_sequences(models_written: Iterable[Model]) -> None:
    """Let new keys begin above those that were written."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models_written)):
            cursor.execute(statement)


def execute(statement: Composable) -> int:
    """Run a statement composed here, below Django: its cursors would look for parameters in it."""
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)
