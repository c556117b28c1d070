"""Whether a neutral block fits our block definitions; what goes into a lesson has passed here, whatever made it.

As in the editor's drafts, a field may still be empty; what is there must be right.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from assessments.blocks import QUESTIONS
from content.blocks import LESSON_BLOCKS, RESOURCE_BLOCKS
from content.blocks.published import PublishedStructBlock
from content.blocks.table import RowsBlock
from courses.importers.package import AssetRef, Block, QuizRef
from courses.importers.rich_text import clean_rich_text

# Assignments are written here: no package brings one, and none is written into a book.
LESSON = blocks.StreamBlock([(kind, block) for kind, block in LESSON_BLOCKS if kind != "assignment"])
RESOURCES = blocks.StreamBlock(RESOURCE_BLOCKS)
QUIZ = blocks.StreamBlock(QUESTIONS)
DEEPEST = 12


class DoesNotFit(ValueError):
    """Why the block cannot stand in a lesson."""


def fit_block(block: Block, stream: blocks.StreamBlock = LESSON) -> Block:
    """The block with clean values in the shapes of its definition. Raises `DoesNotFit`."""
    kind = block.get("type") if isinstance(block, dict) else None
    definition = stream.child_blocks.get(kind)
    if definition is None:
        raise DoesNotFit(f"there is no block of the kind “{str(kind)[:40]}”")
    return {"type": kind, "value": _fit(definition, block.get("value"), str(kind), 0)}


def _fit(definition: blocks.Block, value: Any, name: str, depth: int) -> Any:  # noqa: PLR0911 - one answer per kind
    if depth > DEEPEST:
        raise DoesNotFit("it is nested too deeply")
    match definition:
        case blocks.StructBlock():
            if not isinstance(value, Mapping):
                raise DoesNotFit(f"“{name}” has no fields")
            fitted = {
                key: _fit(child, value[key] if key in value else _default(child), key, depth + 1)
                for key, child in definition.child_blocks.items()
            }
            _refuse_mistakes(definition, fitted)
            return fitted
        case blocks.StreamBlock():
            return [fit_inner(definition, one, depth) for one in _list(value, name)]
        case blocks.ListBlock():
            items = [_fit(definition.child_block, one, name, depth + 1) for one in _list(value, name)]
            most = definition.meta.max_num
            if most is not None and len(items) > most:
                raise DoesNotFit(f"“{name}” holds more than {most}")
            return items
        case blocks.ChooserBlock():
            return _chosen(definition, value, name)
        case blocks.RichTextBlock():
            if not isinstance(value, str):
                raise DoesNotFit(f"“{name}” is not text")
            return clean_rich_text(value)
        case RowsBlock():
            return _cleaned(definition, value, name) if value else []
        case _:
            return _plain(definition, value, name)


def _chosen(definition: blocks.ChooserBlock, value: Any, name: str) -> Any:
    is_quiz = isinstance(definition, SnippetChooserBlock)
    if value is None or isinstance(value, QuizRef if is_quiz else AssetRef):
        return value
    raise DoesNotFit(f"“{name}” names no {'quiz' if is_quiz else 'file'} of the package")


def fit_questions(questions: Any) -> list[Block]:
    """The questions of a quiz as `fit_block` has them, each with its id. Raises `DoesNotFit`."""
    fitted = []
    for question in _list(questions, "questions"):
        one = _named(fit_block(question, QUIZ), question)
        if isinstance(pool := one["value"].get("questions"), list):
            inside = question["value"]["questions"]
            one["value"]["questions"] = [_named(inner, given) for inner, given in zip(pool, inside, strict=True)]
        fitted.append(one)
    return fitted


def _named(fitted: Block, given: Mapping[str, Any]) -> Block:
    name = given.get("id")
    return {**fitted, "id": name} if isinstance(name, str) and name else fitted


def fit_inner(stream: blocks.StreamBlock, block: Any, depth: int) -> Block:
    """As `fit_block`, for a block inside another."""
    kind = block.get("type") if isinstance(block, Mapping) else None
    definition = stream.child_blocks.get(kind)
    if definition is None:
        raise DoesNotFit(f"a block of the kind “{str(kind)[:40]}” may not stand inside another")
    return {"type": kind, "value": _fit(definition, block.get("value"), str(kind), depth + 1)}


def _default(definition: blocks.Block) -> Any:
    """What an absent field holds. Lists and streams have rich defaults, raw values are wanted here."""
    match definition:
        case blocks.ListBlock() | blocks.StreamBlock():
            return []
        case blocks.StructBlock():
            return {}
        case blocks.RichTextBlock():
            return ""
        case blocks.FieldBlock():
            return definition.get_prep_value(definition.get_default())
    return None


def _list(value: Any, name: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise DoesNotFit(f"“{name}” is not a list")
    return value


def _refuse_mistakes(definition: blocks.StructBlock, fitted: dict[str, Any]) -> None:
    if isinstance(definition, PublishedStructBlock) and (found := definition.mistakes_in_drafts(fitted)):
        raise DoesNotFit(" ".join(found.values()))


def _plain(definition: blocks.Block, value: Any, name: str) -> Any:
    if value is not None and not isinstance(value, str | int | float | bool):
        raise DoesNotFit(f"“{name}” is neither text nor number")
    if isinstance(value, str) and "\x00" in value:
        raise DoesNotFit(f"“{name}” holds a character that cannot be stored")
    return _cleaned(definition, value, name) if value not in (None, "") else value


def _cleaned(definition: blocks.Block, value: Any, name: str) -> Any:
    try:
        cleaned = definition.get_prep_value(definition.clean(definition.to_python(value)))
        return f"{cleaned:f}" if isinstance(cleaned, Decimal) else cleaned
    except ValidationError as error:
        raise DoesNotFit(f"“{name}”: {' '.join(error.messages)}") from error
    except (TypeError, ValueError, OverflowError, AttributeError) as error:
        raise DoesNotFit(f"“{name}” cannot be read") from error
