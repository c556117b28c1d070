"""Icons of blocks that Wagtail's own set lacks."""

from wagtail import hooks

ICONS = ["music", "volume", "columns"]


@hooks.register("register_icons")
def add_icons(icons: list[str]) -> list[str]:
    return [*icons, *(f"courses/icons/{name}.svg" for name in ICONS)]
