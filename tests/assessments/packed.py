"""Items and packages of QTI and Common Cartridges, as other platforms write them."""

import io
import zipfile
from typing import Any

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p2"
MATCH_CORRECT = f"{NAMESPACE.replace('xsd', 'question').replace('imsqti_v2p2', 'qti_v2p2')}/rptemplates/match_correct"
MAP_RESPONSE = MATCH_CORRECT.replace("match_correct", "map_response")


def zipped(files: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def manifest(*resources: tuple[str, str]) -> str:
    """A manifest that names these files, each as (type, file)."""
    listed = "".join(
        f'<resource identifier="r{number}" type="{kind}" href="{name}"><file href="{name}"/></resource>'
        for number, (kind, name) in enumerate(resources)
    )
    return f'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>{listed}</resources></manifest>'


def declared(correct: str = "", *, cardinality: str = "single", base: str = "identifier", mapped: str = "") -> str:
    """A declaration; `correct` are values and `mapped` entries (key=value), with blanks between, `~` for one inside."""
    values = "".join(f"<value>{one.replace('~', ' ')}</value>" for one in correct.split())
    entries = "".join(
        f'<mapEntry mapKey="{key.replace("~", " ")}" mappedValue="{worth}"/>'
        for key, worth in (one.split("=") for one in mapped.split())
    )
    correct_response = f"<correctResponse>{values}</correctResponse>" if values else ""
    mapping = f'<mapping defaultValue="0">{entries}</mapping>' if entries else ""
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="{base}">'
        f"{correct_response}{mapping}</responseDeclaration>"
    )


def item(declaration: str, body: str, *, after: str = "", template: str = MATCH_CORRECT, **told: str) -> str:
    """An `assessmentItem`."""
    attributes = "".join(f' {name}="{value}"' for name, value in {"title": "Item", **told}.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<assessmentItem xmlns="{NAMESPACE}" identifier="i"{attributes}>'
        f'{declaration}<itemBody>{body}</itemBody><responseProcessing template="{template}"/>{after}</assessmentItem>'
    )


def choice(*texts: str, prompt: str = "Which?", **told: str) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in told.items())
    choices = "".join(
        f'<simpleChoice identifier="{"ABCDEFGH"[n]}">{text}</simpleChoice>' for n, text in enumerate(texts)
    )
    return (
        f'<choiceInteraction responseIdentifier="RESPONSE"{attributes}><prompt>{prompt}</prompt>{choices}'
        "</choiceInteraction>"
    )


def material(words: str, kind: str = "text/html") -> str:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;")
    return f'<material><mattext texttype="{kind}">{escaped}</mattext></material>'


def cc_item(profile: str, asked: str, response: str, conditions: str, more: str = "") -> str:
    """An item of a Common Cartridge."""
    return (
        '<item ident="q" title="Item"><itemmetadata><qtimetadata><qtimetadatafield>'
        f"<fieldlabel>cc_profile</fieldlabel><fieldentry>{profile}</fieldentry></qtimetadatafield></qtimetadata>"
        f"</itemmetadata><presentation>{material(asked)}{response}</presentation><resprocessing><outcomes>"
        '<decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>'
        f"{conditions}</resprocessing>{more}</item>"
    )


def cc_choice(*texts: str, cardinality: str = "Single") -> str:
    labels = "".join(
        f'<response_label ident="{"abcdefgh"[n]}">{material(text, "text/plain")}</response_label>'
        for n, text in enumerate(texts)
    )
    return (
        f'<response_lid ident="r" rcardinality="{cardinality}"><render_choice>{labels}</render_choice></response_lid>'
    )


def cc_right(variables: str, score: str = "100", said: str = "") -> str:
    shown = f'<displayfeedback feedbacktype="Response" linkrefid="{said}"/>' if said else ""
    return (
        f'<respcondition continue="No"><conditionvar>{variables}</conditionvar>'
        f'<setvar action="Set" varname="SCORE">{score}</setvar>{shown}</respcondition>'
    )


def equals(*names: str, case: str = "No") -> str:
    return "".join(f'<varequal respident="r" case="{case}">{name}</varequal>' for name in names)


def cartridge(*items: str) -> str:
    return (
        '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><assessment ident="a" title="Test">'
        f'<section ident="root_section">{"".join(items)}</section></assessment></questestinterop>'
    )
