"""XML of strangers: read without entities and without what lies elsewhere, and never nested too deeply to walk."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

DEEPEST = 200


class UnreadableXml(ValueError):
    """It is not well formed, or nested too deeply."""


class UnsafeXml(UnreadableXml):
    """It declares entities, or leads to something outside."""


def read_xml(text: str) -> Element:
    """The element that the text is. Raises UnreadableXml, and UnsafeXml for what may have been meant to harm."""
    bare = text.lstrip()
    if bare.startswith("<?xml"):
        # The declaration names an encoding that the text no longer has.
        bare = bare.partition("?>")[2]
    try:
        element: Element = fromstring(bare.encode(), forbid_dtd=False)
    except DefusedXmlException as error:
        raise UnsafeXml(str(error)) from error
    except (ParseError, ValueError) as error:
        raise UnreadableXml(str(error)) from error
    level = [element]
    for _depth in range(DEEPEST):
        level = [child for parent in level for child in parent]
        if not level:
            return element
    raise UnreadableXml(f"more than {DEEPEST} elements one inside the other")
