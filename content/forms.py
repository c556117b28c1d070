"""What the editor's forms ask of who may use what: choosers offer one's own, and a forged request gets no further."""

from collections.abc import Mapping
from typing import Any

from wagtail.permissions import policy_registry

from content.blocks import References
from content.blocks.certificate import CERTIFICATE_PICTURES

# How the fields of blocks are called that hold what somebody chose.
CHOOSERS = frozenset({"image", "poster", "video", "file", "quiz", "assignment", "bank", *CERTIFICATE_PICTURES})


def foreign_to(person: Any, found: References, held: References, owned: Mapping[str, Any]) -> set[int]:
    """Primary keys among what is `found` that the person may not choose, beside what was `held` before.

    `owned` names the model of each kind of reference to look at.
    """
    foreign: set[int] = set()
    for kind, model in owned.items():
        wanted = getattr(found, kind) - getattr(held, kind)
        if wanted:
            policy = policy_registry.get_by_type(model)
            mine = policy.instances_user_has_any_permission_for(person, ["choose"])
            foreign |= wanted - set(mine.filter(pk__in=wanted).values_list("pk", flat=True))
    return foreign


def as_sent(form: Any, name: str, cleaned: Mapping[str, Any]) -> Any:
    """What the stream field `name` holds, also where something in it was refused: that comes back with the form too."""
    if name in cleaned:
        return cleaned[name]
    return form.fields[name].widget.value_from_datadict(form.data, form.files, form.add_prefix(name))


def refuse_foreign(form: Any, name: str, foreign: set[int], message: Any) -> None:
    """Say that what was chosen is not the person's own, and nothing else of it: other complaints may name it."""
    form.data = without_keys(form.data, name, foreign)
    form.errors.pop(name, None)
    form.add_error(name, message)


def without_keys(data: Any, name: str, keys: set[int]) -> Any:
    """What was sent for the field `name` with these keys blanked, so that the form coming back does not draw them."""
    forged = {str(key) for key in keys}
    data = data.copy()
    for field in data:
        holds_one = field == name or (field.startswith(f"{name}-") and field.rsplit("-", 1)[1] in CHOOSERS)
        if holds_one and data[field] in forged:
            data[field] = ""
    return data
