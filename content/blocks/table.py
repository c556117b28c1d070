import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.context import PublishingContext
from content.blocks.published import PublishedStructBlock, fields_of, items_of, text_of
from content.blocks.schema import TEXT, YES_OR_NO, list_of, record

Rows = list[list[str]]
MOST_ROWS = 200
MOST_COLUMNS = 12


def rows_of(value: Any) -> Rows:
    """The cells of stored rows, which may be bare lists or Wagtail's lists of items."""
    return [
        [cell if isinstance(cell, str) else "" for cell in items_of(row)]
        for row in items_of(value)
        if isinstance(row, list)
    ]


def rows_as_text(rows: Rows) -> str:
    """One row a line, cells divided by a bar; bars and line ends within a cell are written with a backslash."""
    return "\n".join(" | ".join(_escaped(cell) for cell in row) for row in rows)


def rows_from_text(text: str) -> Rows:
    """The rows of a text as `rows_as_text` writes it. Cells pasted from a spreadsheet (tabs) are taken as well."""
    rows = []
    for line in text.splitlines():
        if line.strip():
            cells = line.split("\t") if "\t" in line else re.split(r"(?<!\\)\|", line)
            rows.append([_unescaped(cell.strip()) for cell in cells])
    return rows


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\r\n", "\n").replace("\n", "\\n")


def _unescaped(cell: str) -> str:
    return cell.replace("\\n", "\n").replace("\\|", "|")


class RowsWidget(forms.Textarea):
    """Rows to type: one a line, cells divided by a bar."""

    def __init__(self) -> None:
        super().__init__(attrs={"rows": 6, "spellcheck": "true", "data-table-rows": ""})

    def format_value(self, value: Any) -> str:
        return value if isinstance(value, str) else rows_as_text(value or [])

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Rows:
        return rows_from_text(data.get(name) or "")


class RowsField(forms.Field):
    widget = RowsWidget

    def clean(self, value: Any) -> Rows:
        rows: Rows = super().clean(value or [])
        widths = {len(row) for row in rows}
        if len(widths) > 1:
            raise ValidationError(
                gettext("Every row needs the same number of cells; these have %(widths)s.")
                % {"widths": ", ".join(map(str, sorted(widths)))}
            )
        if len(rows) > MOST_ROWS or max(widths, default=0) > MOST_COLUMNS:
            raise ValidationError(
                gettext("A table has at most %(rows)s rows and %(columns)s columns.")
                % {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
            )
        return rows


class RowsBlock(blocks.FieldBlock):
    """The cells of a table: a list of rows, each a list of texts."""

    def __init__(self, *, required: bool = True, help_text: Any = "", **options: Any) -> None:
        self._required, self._help_text = required, help_text
        super().__init__(**options)

    @cached_property
    def field(self) -> forms.Field:
        return RowsField(required=self._required, help_text=self._help_text)

    def normalize(self, value: Any) -> Rows:
        return rows_of(value)

    def to_python(self, value: Any) -> Rows:
        return rows_of(value)

    def get_form_state(self, value: Any) -> str:
        return rows_as_text(value or [])

    def get_searchable_content(self, value: Any) -> list[str]:
        return [" ".join(row) for row in value or []]

    class Meta:
        icon = "table"
        default: Rows = []


class TableBlock(PublishedStructBlock):
    """A table of plain text."""

    caption = blocks.CharBlock(label=_("Caption"), max_length=300, required=False)
    header_row = blocks.BooleanBlock(label=_("The first row is headings"), required=False, default=True)
    header_column = blocks.BooleanBlock(label=_("The first column is headings"), required=False)
    rows = RowsBlock(
        label=_("Rows"), help_text=_("One row a line, with | between the cells. A copied spreadsheet can be pasted.")
    )

    published_schema = record(
        "A table of plain text; every row is equally wide.",
        caption=TEXT,
        header_row=YES_OR_NO,
        header_column=YES_OR_NO,
        rows=list_of(list_of(TEXT)),
    )
    sample = {
        "caption": "A week of practice",
        "header_row": True,
        "header_column": True,
        "rows": [
            ["Day", "Warm-up", "Main work", "Minutes"],
            ["Monday", "Breathing", "Long tones", "30"],
            ["Wednesday", "Scales", "Phrasing", "40"],
            ["Friday", "Stretching", "The whole piece", "45"],
        ],
    }

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        fields = fields_of(value)
        rows = rows_of(fields.get("rows"))
        width = max(map(len, rows), default=0)
        return {
            "caption": text_of(fields.get("caption")),
            "header_row": fields.get("header_row") is True,
            "header_column": fields.get("header_column") is True,
            "rows": [row + [""] * (width - len(row)) for row in rows],
        }

    class Meta:
        icon = "table"
        label = _("Table")
        label_format = "{caption}"
        group = _("Text")
        description = _("Rows and columns of plain text.")
