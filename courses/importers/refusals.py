"""Why a package is not taken at all. Parts that are left out of a good package stand in its report instead."""

from kit.errors import InvalidInput


class PackageRefused(InvalidInput):
    """The package as a whole cannot be taken. Nothing was made."""

    reason = "package_refused"
    message = "{why}"

    def __init__(self, why: str) -> None:
        super().__init__({"package": [why]}, why=why)
