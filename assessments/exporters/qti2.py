"""Writing packages of QTI 2.2 (IMS Question and Test Interoperability), one item a question, with their pictures."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from bs4 import BeautifulSoup
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from assessments.blocks.question import items_with_ids, texts_with_ids
from assessments.blocks.words import pieces_of
from assessments.documents.questions import Question, questions_of
from assessments.exporters.draws import draws_in_words
from content.blocks.published import fields_of, text_of
from content.blocks.sanitise import clean_html
from media.models import Image
from media.models.file_types import ending_of

ITEM = "http://www.imsglobal.org/xsd/imsqti_v2p2"
CONTENT = "http://www.imsglobal.org/xsd/imscp_v1p1"
RULES = "http://www.imsglobal.org/question/qti_v2p2/rptemplates/"
LEFT_OUT = "left-out.txt"
# What XML 1.0 cannot hold, however it is written.
_UNHEARD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


# What is declared, what stands in the body, and how it is marked: a template, or a rule of its own.
Written = tuple[str, str, str]


class NoForm(ValueError):
    """QTI, or its writing here, has no form for the question."""


def write_qti2(title: str, stored: Any) -> bytes:
    """A zip with a manifest. Questions that QTI has no form for are named in a file of their own."""
    package = _Package()
    package.left_out += draws_in_words(stored)
    for number, question in enumerate(questions_of(stored), start=1):
        try:
            package.add(number, question)
        except NoForm:
            named = {"number": number, "kind": question.block.label}
            package.left_out.append(_("Question %(number)s (%(kind)s) has no form in QTI.") % named)
    return package.packed(title)


class _Package:
    def __init__(self) -> None:
        self.left_out: list[str] = []
        self._items: dict[str, tuple[str, list[str]]] = {}
        self._pictures: dict[str, bytes] = {}

    def add(self, number: int, question: Question) -> None:
        words, shown = "", []
        for block in question.content:
            if block.get("type") == "rich_text":
                words += _xhtml(text_of(block.get("value")))
            elif block.get("type") == "image":
                shown.append(self._picture(fields_of(block.get("value"))))
            else:
                raise NoForm
        if question.also_shows:
            raise NoForm
        declared, body, template = WRITERS.get(question.kind, _no_form)(question.value)
        pictures = "".join(f'<p><img src="../{name}" alt={quoteattr(alt)}/></p>' for name, alt in shown)
        head = pictures if question.kind == "gaps" else f"<div>{words}{pictures}</div>"
        text = _item(number, question, strip_tags(words), (declared, f"{head}{body}", template))
        self._items[f"items/{number:03}.xml"] = (text, [name for name, _alt in shown])

    def _picture(self, value: Mapping[str, Any]) -> tuple[str, str]:
        key = value.get("image")
        image = Image.objects.filter(pk=key).first() if isinstance(key, int) else None
        if image is None:
            raise NoForm
        name = f"images/{image.public_id}.{ending_of(image.file.name)}"
        if name not in self._pictures:
            try:
                with image.file.open("rb") as file:
                    self._pictures[name] = file.read()
            except FileNotFoundError:
                raise NoForm from None
        return name, text_of(value.get("alt_text"))

    def packed(self, title: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("imsmanifest.xml", self._manifest(title))
            for name, (text, _shown) in self._items.items():
                archive.writestr(name, text)
            for name, content in self._pictures.items():
                archive.writestr(name, content)
            if self.left_out:
                archive.writestr(LEFT_OUT, "\n".join([_text(title), *self.left_out, ""]))
        return out.getvalue()

    def _manifest(self, title: str) -> str:
        resources = "".join(
            f'<resource identifier="R{place}" type="imsqti_item_xmlv2p2" href="{name}"><file href="{name}"/>'
            + "".join(f'<file href="{picture}"/>' for picture in shown)
            + "</resource>"
            for place, (name, (_written, shown)) in enumerate(self._items.items(), start=1)
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {_text(title).replace("-", "‐")} -->\n'
            f'<manifest xmlns="{CONTENT}" identifier="QUIZ"><metadata><schema>QTIv2.2 Package</schema>'
            "<schemaversion>1.0.0</schemaversion></metadata><organizations/>"
            f"<resources>{resources}</resources></manifest>"
        )


def _item(number: int, question: Question, title: str, written: Written) -> str:
    declared, body, template = written
    said = "".join(
        f'<modalFeedback outcomeIdentifier="FEEDBACK" identifier="{name}" showHide="show"><p>{_text(words)}</p>'
        "</modalFeedback>"
        for name, words in (
            ("correct", text_of(question.value.get("feedback_right"))),
            ("incorrect", text_of(question.value.get("feedback_wrong"))),
        )
        if words
    )
    named = " ".join(title.split())[:300] or str(question.block.label)
    processing = f'<responseProcessing template="{RULES}{template}"/>' if not template.startswith("<") else template
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<assessmentItem xmlns="{ITEM}" identifier="Q{number}"'
        f' title={quoteattr(_text_alone(named))} adaptive="false" timeDependent="false">{declared}'
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float"><defaultValue>'
        f"<value>{question.points:f}</value></defaultValue></outcomeDeclaration>"
        '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'
        f"<itemBody>{body}</itemBody>{processing}{said}</assessmentItem>"
    )


def _no_form(_value: Mapping[str, Any]) -> Written:
    raise NoForm


def _single(value: Mapping[str, Any]) -> Written:
    return _choice(value, "single", "match_correct")


def _multiple(value: Mapping[str, Any]) -> Written:
    return _choice(value, "multiple", "match_correct" if value.get("partial") is False else "map_response")


def _choice(value: Mapping[str, Any], cardinality: str, template: str) -> Written:
    options = [fields_of(option) for _name, option in items_with_ids(value.get("options"))]
    right = [f"A{place}" for place, option in enumerate(options) if option.get("is_right") is True]
    mapped = ""
    if template == "map_response":
        mapped = "".join(
            f'<mapEntry mapKey="A{place}" mappedValue="{1 if f"A{place}" in right else -1}"/>'
            for place in range(len(options))
        )
        mapped = f'<mapping lowerBound="0" defaultValue="0">{mapped}</mapping>'
    choices = "".join(
        f'<simpleChoice identifier="A{place}">{_text(text_of(option.get("text")))}{_inline(place, option)}'
        "</simpleChoice>"
        for place, option in enumerate(options)
    )
    most = 1 if cardinality == "single" else 0
    shuffles = "false" if value.get("shuffles") is False else "true"
    body = (
        f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="{shuffles}" maxChoices="{most}">{choices}'
        "</choiceInteraction>"
    )
    return _declared("RESPONSE", cardinality, "identifier", right, mapped), body, template


def _inline(place: int, option: Mapping[str, Any]) -> str:
    said = text_of(option.get("feedback"))
    if not said:
        return ""
    return (
        f'<feedbackInline outcomeIdentifier="FEEDBACK" identifier="A{place}" showHide="show">{_text(said)}'
        "</feedbackInline>"
    )


def _true_false(value: Mapping[str, Any]) -> Written:
    is_true = value.get("is_true") is True
    options = [{"text": _("True"), "is_right": is_true}, {"text": _("False"), "is_right": not is_true}]
    stored = [{"type": "item", "id": "", "value": option} for option in options]
    return _choice({"options": stored, "shuffles": False}, "single", "match_correct")


def _short_text(value: Mapping[str, Any]) -> Written:
    accepted = [text for _name, text in texts_with_ids(value.get("accepted"))]
    if not accepted:
        raise NoForm
    body = '<p><textEntryInteraction responseIdentifier="RESPONSE" expectedLength="40"/></p>'
    return _words("RESPONSE", accepted, matters=value.get("case_matters") is True), body, "map_response"


def _words(name: str, accepted: list[str], *, matters: bool) -> str:
    entries = "".join(
        f'<mapEntry mapKey={quoteattr(_text_alone(one))} mappedValue="1" caseSensitive="{str(matters).lower()}"/>'
        for one in accepted
    )
    return _declared(name, "single", "string", accepted[:1], f'<mapping defaultValue="0">{entries}</mapping>')


def _numeric(value: Mapping[str, Any]) -> Written:
    number, tolerance = value.get("number"), value.get("tolerance") or 0
    if number is None:
        raise NoForm
    equal = (
        f'<equal toleranceMode="absolute" tolerance="{tolerance} {tolerance}"><variable identifier="RESPONSE"/>'
        '<correct identifier="RESPONSE"/></equal>'
    )
    rule = (
        f"<responseProcessing><responseCondition><responseIf>{equal}"
        '<setOutcomeValue identifier="SCORE"><variable identifier="MAXSCORE"/></setOutcomeValue></responseIf>'
        "</responseCondition></responseProcessing>"
    )
    unit = _text(text_of(value.get("unit")))
    body = (
        f'<p><textEntryInteraction responseIdentifier="RESPONSE" expectedLength="15"/>{f" {unit}" if unit else ""}</p>'
    )
    return _declared("RESPONSE", "single", "float", [str(number)]), body, rule


def _gaps(value: Mapping[str, Any]) -> Written:
    pieces = pieces_of(text_of(value.get("text")))
    gaps = [piece for piece in pieces if isinstance(piece, list)]
    if not gaps:
        raise NoForm
    offered = list(
        dict.fromkeys([gap[0] for gap in gaps] + [text for _name, text in texts_with_ids(value.get("others"))])
    )
    declared, body, number = "", "", 0
    for piece in pieces:
        if isinstance(piece, str):
            body += _text(piece).replace("\n", "<br/>")
            continue
        number += 1
        if value.get("from_list") is True:
            declared += _declared(f"G{number}", "single", "identifier", [f"C{offered.index(piece[0])}"])
            choices = "".join(
                f'<inlineChoice identifier="C{place}">{_text(one)}</inlineChoice>' for place, one in enumerate(offered)
            )
            body += f'<inlineChoiceInteraction responseIdentifier="G{number}" shuffle="true">'
            body += f"{choices}</inlineChoiceInteraction>"
        else:
            declared += _words(f"G{number}", piece, matters=False)
            body += f'<textEntryInteraction responseIdentifier="G{number}" expectedLength="20"/>'
    return declared, f"<p>{body}</p>", "match_correct" if value.get("from_list") is True else "map_response"


def _ordering(value: Mapping[str, Any]) -> Written:
    things = [text for _name, text in texts_with_ids(value.get("items"))]
    if not things:
        raise NoForm
    # Written in another order than the right one, by their words, for readers that do not shuffle.
    choices = "".join(
        f'<simpleChoice identifier="A{place}">{_text(one)}</simpleChoice>'
        for place, one in sorted(enumerate(things), key=lambda each: each[1])
    )
    body = f'<orderInteraction responseIdentifier="RESPONSE" shuffle="true">{choices}</orderInteraction>'
    right = [f"A{place}" for place in range(len(things))]
    return _declared("RESPONSE", "ordered", "identifier", right), body, "match_correct"


def _matching(value: Mapping[str, Any]) -> Written:
    pairs = [fields_of(pair) for _name, pair in items_with_ids(value.get("pairs"))]
    rights = list(dict.fromkeys(text_of(pair.get("right")) for pair in pairs))
    others = [text for _name, text in texts_with_ids(value.get("others"))]
    if not pairs:
        raise NoForm
    right = [f"L{place} R{rights.index(text_of(pair.get('right')))}" for place, pair in enumerate(pairs)]
    lefts = "".join(_associable(f"L{place}", text_of(pair.get("left")), 1) for place, pair in enumerate(pairs))
    sides = "".join(_associable(f"R{place}", text, 0) for place, text in enumerate([*rights, *others]))
    template, mapped = "match_correct", ""
    if value.get("partial") is not False:
        entries = "".join(f'<mapEntry mapKey="{pair}" mappedValue="1"/>' for pair in right)
        template, mapped = "map_response", f'<mapping defaultValue="0">{entries}</mapping>'
    body = (
        f'<matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="{len(pairs)}">'
        f"<simpleMatchSet>{lefts}</simpleMatchSet><simpleMatchSet>{sides}</simpleMatchSet></matchInteraction>"
    )
    return _declared("RESPONSE", "multiple", "directedPair", right, mapped), body, template


def _associable(name: str, text: str, most: int) -> str:
    return f'<simpleAssociableChoice identifier="{name}" matchMax="{most}">{_text(text)}</simpleAssociableChoice>'


def _declared(name: str, cardinality: str, base: str, right: list[str], mapped: str = "") -> str:
    values = "".join(f"<value>{_text(one)}</value>" for one in right)
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">'
        f"<correctResponse>{values}</correctResponse>{mapped}</responseDeclaration>"
    )


def _xhtml(html: str) -> str:
    """Rich text as well-formed XML."""
    return _text_alone(str(BeautifulSoup(clean_html(html), "html.parser")))


def _text_alone(text: str) -> str:
    return _UNHEARD.sub("", text)


def _text(text: str) -> str:
    return escape(_text_alone(text))


WRITERS: Mapping[str, Callable[[Mapping[str, Any]], Written]] = {
    "single_choice": _single,
    "multiple_choice": _multiple,
    "true_false": _true_false,
    "short_text": _short_text,
    "numeric": _numeric,
    "gaps": _gaps,
    "ordering": _ordering,
    "matching": _matching,
}
