"""The desk on the first page of the editor."""

from typing import Any

from wagtail.admin.ui.components import Component

from desk.gates import queues_of


class DeskPanel(Component):
    """What waits for somebody who teaches; nothing where nothing does."""

    name = "desk"
    template_name = "desk/home.html"
    order = 5

    def __init__(self, user: Any) -> None:
        self.user = user

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"queues": [queue for queue in queues_of(self.user) if queue.count]}
