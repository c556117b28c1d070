from typing import Any

from rest_framework.metadata import BaseMetadata


class AllowOnly(BaseMetadata):
    """OPTIONS answers with the Allow header and nothing else: the document describes the rest."""

    def determine_metadata(self, request: Any, view: Any) -> dict[str, Any]:
        return {}
