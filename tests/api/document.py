"""The API's document as it is committed."""

from typing import Any

import yaml

from frontend_api import documentation

# In C: read in Python, these ten thousand lines take longer than most tests.
DOCUMENT: dict[str, Any] = yaml.load(documentation.DOCUMENT.read_text(), Loader=yaml.CSafeLoader)
