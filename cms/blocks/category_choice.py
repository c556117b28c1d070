"""Choosing one of the categories that administrators keep."""

from taxonomy.models import Category


def category_choices() -> list[tuple[str, str]]:
    """Address and name of every category, in order."""
    return list(Category.objects.values_list("slug", "name"))
