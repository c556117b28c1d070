"""Hostile texts inside well-formed packages: refused, or cleaned with a reason; never slow, never dangerous."""

import contextlib
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.importers.captions import subrip_of
from courses.importers.html_tree import parse_html
from courses.importers.markdown_text import safe_yaml, split_front_matter
from courses.importers.rich_text import TAGS, clean_rich_text
from kit.archive import PackageRefused
from tests import processor
from tests.courses.importers.reading import blocks_of_page, book, items, olx, read

pytestmark = pytest.mark.covers("req-B11", "fault-S16", "fault-X1", "fault-X2")

SCRIPTS = [
    "<script>alert(1)</script>words",
    "<p onclick='alert(1)'>words</p>",
    "<img src=x onerror=alert(1)>words",
    "<a href='javascript:alert(1)'>words</a>",
    "<a href='java\tscript:alert(1)'>words</a>",
    "<a href='&#106;avascript:alert(1)'>words</a>",
    "<a href='\u0001javascript:alert(1)'>words</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>words</a>",
    "<a href='vbscript:x'>words</a>",
    "[words](javascript:alert(1))",
    "[words](<java\nscript:alert(1)>)",
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>words</a></svg>words",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>words",
    "<iframe src='javascript:alert(1)'></iframe>words",
    "<object data='x.swf'></object><embed src='x.swf'>words",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>words",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>words</p></noscript>words",
    "<style>@import 'x';</style>words",
    "<form action='javascript:alert(1)'><button>x</button></form>words",
    "<base href='https://evil.example/'><meta http-equiv=refresh content='0;url=x'>words",
    "<<script>script>alert(1)<</script>/script>words",
    "<p>words<template><script>alert(1)</script></template></p>",
]


@pytest.mark.parametrize("text", SCRIPTS)
@pytest.mark.parametrize("kind", ["markdown", "olx"])
def test_scripts_in_text_are_cleaned(text, kind):
    if kind == "markdown":
        draft = read(book(f"{text}\n\nMore words.\n"))
    else:
        draft = read(
            olx('<html url_name="h"/>', **{"html/h.xml": '<html filename="h"/>', "html/h.html": text + "<p>more</p>"})
        )
    lesson = next(draft.lessons())
    written = json.dumps([block for block in lesson.blocks if block["type"] != "code"], default=str).lower()
    assert "words" in written
    for block in lesson.blocks:
        if block["type"] == "rich_text":
            for node in parse_html(block["value"]).walk():
                assert node.tag in TAGS | {"root"}
                assert node.attributes.keys() <= {"href"}
                assert node.attributes.get("href", "https:").startswith(("https:", "http:", "mailto:", "tel:"))


@pytest.mark.parametrize("text", SCRIPTS[:6])
def test_cleaning_is_reported(text):
    draft = read(book(text))
    assert [one for one in draft.report if one.kind not in {"course", "lesson"} and one.reason]


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><course url_name="r">&b;</course>'
XXE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><course url_name="r">&a;</course>'
REMOTE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd" [<!ENTITY % a SYSTEM "http://127.0.0.1:1/"> %a;]><course/>'


@pytest.mark.parametrize("xml", [BOMB, XXE, REMOTE])
@pytest.mark.parametrize("where", ["course.xml", "course/r.xml", "vertical/v.xml", "problem/p.xml"])
def test_entities_are_refused(xml, where):
    files = olx('<problem url_name="p"/>', **{"problem/p.xml": "<problem/>"})
    files[where] = xml
    with pytest.raises(PackageRefused, match="entities"):
        read(files)


@pytest.mark.parametrize(
    "xml", ["", "<course", "<course></chapter>", "not xml", "<other/>", "\x01", "<course>\x02</course>"]
)
def test_broken_course_files_are_refused(xml):
    with pytest.raises(PackageRefused):
        read({**olx(""), "course.xml": xml})


def test_a_broken_component_is_left_out_and_named():
    draft = read(olx("<html>words</html><problem url_name='p'/>", **{"problem/p.xml": "<problem><x></problem>"}))
    assert items(draft, path="problem/p.xml") == [
        ("problem/p.xml", "left_out", "the file is not well-formed XML of this kind")
    ]


def test_components_that_lead_in_circles_end():
    files = olx("<html>words</html>")
    files["sequential/b.xml"] = (
        '<sequential display_name="B"><vertical url_name="v"/><sequential url_name="b"/></sequential>'
    )
    draft = read(files)
    assert ("sequential/b.xml", "left_out", "it stands in the course already, further up") in items(draft)


def test_components_that_multiply_end():
    files = olx("<html>words</html>")
    for level in range(9):
        inner = "".join(f'<conditional url_name="c{level + 1}"/>' for _ in range(50))
        files[f"conditional/c{level}.xml"] = f"<conditional>{inner}</conditional>"
    files["vertical/v.xml"] = '<vertical><html>words</html><conditional url_name="c0"/></vertical>'
    started = time.process_time()
    assert len(list(read(files).lessons())) == 1
    assert time.process_time() - started < processor.seconds(5)


DEEP = ["<div>", "<b>", "<ul><li>", "<blockquote>", "<table><tr><td>", "<span><p>", "<a href=x>", "<section><p>x"]
DEEP += ["<p><i>", "<script>", "<textarea>", "<!--", "<", "&", "<a<a", "<svg><g>", "<dl><dd>", "<figure>"]


@pytest.mark.parametrize("piece", DEEP)
def test_nesting_of_html_is_bounded_and_quick(piece):
    started = time.process_time()
    with contextlib.suppress(PackageRefused):
        assert max_depth(parse_html((piece * (100_000 // len(piece)))[:100_000])) < 100
    assert time.process_time() - started < processor.seconds(1)


def max_depth(node):
    deepest, waiting = 0, [(node, 1)]
    while waiting:
        one, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in one.children if not isinstance(child, str)]
    return deepest


TANGLES = [
    "[",
    "![",
    "*",
    "_ ",
    "`",
    "> ",
    "- ",
    "1. ",
    "  - ",
    "[a](",
    "<",
    "\\",
    "|",
    "[x]: y\n",
    "[^1]: a\n",
    "#",
    "~~",
]
TANGLES += ["*a **b ", "[a][b]", "```\n", "&#", "a|b\n-|-\n", "<a ", "](", "!["]


@pytest.mark.parametrize("piece", TANGLES)
def test_markdown_tangles_are_quick(piece):
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    started = time.process_time()
    with contextlib.suppress(PackageRefused):
        assert blocks_of_page(f"words\n\n{text}\n")
    assert time.process_time() - started < processor.seconds(3)


@pytest.mark.parametrize(
    "yaml",
    [
        "a: &a [x]\nb: *a",
        "!!python/object/apply:os.system ['x']",
        "a: [" + "[" * 5_000,
        "\t",
        "{" * 2_000,
        "a: !!binary x",
    ],
)
def test_hostile_front_matter_counts_as_none(yaml):
    fields, text = split_front_matter(f"---\n{yaml}\n---\nwords")
    assert fields == {}
    assert "words" in text
    with pytest.raises(ValueError, match=r"\w"):
        safe_yaml(yaml)


def test_directives_count_only_in_our_own_form_and_are_cleaned():
    text = '```{rich_text}\nhtml: "<p onclick=x>words<script>y</script></p>"\n```\n'
    assert blocks_of_page(text)[0]["type"] == "code"
    front = "---\nform: perfomix-book/1\ntitle: T\n---\n"
    files = {"contents.md": f"{front}- [Page](page.md)\n", "page.md": f"---\ntitle: P\n---\n{text}"}
    assert next(read(files).lessons()).blocks == [{"type": "rich_text", "value": "<p>words</p>"}]
    wrong = "```{video}\nsource: [1]\nurl: {a: b}\n```\n\n```{embed}\nurl: https://evil.example/\n```\n\nwords\n"
    draft = read({**files, "page.md": f"---\ntitle: P\n---\n{wrong}"})
    assert [block["type"] for block in next(draft.lessons()).blocks] == ["rich_text"]
    assert len([one for one in draft.report if one.kind in {"video", "embed"} and one.outcome == "left_out"]) == 2


@settings(max_examples=300)
@given(st.lists(st.one_of(st.sampled_from(SCRIPTS + DEEP + TANGLES), st.text(max_size=20)), max_size=12).map("".join))
def test_any_text_is_read_and_clean_stays_clean(text):
    try:
        blocks = blocks_of_page("words " + text.replace("\x00", ""))
    except PackageRefused:
        return
    for block in blocks:
        if block["type"] == "rich_text":
            assert clean_rich_text(block["value"]) == block["value"]


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            [
                "<html>",
                "</html>",
                "<problem ",
                'url_name="p"',
                ">",
                "/>",
                "<vertical>",
                "&amp;",
                "&x;",
                "<!--",
                "x",
                '="',
                "<![CDATA[",
            ]
        )
    ).map("".join)
)
def test_any_xml_is_read_or_refused(xml):
    try:
        draft = read(olx("<html>words</html>", **{"drafts/vertical/d.xml": xml, "problem/p.xml": xml}))
    except PackageRefused:
        return
    assert draft.report.as_json()["elements"] == sum(
        draft.report.as_json()[name] for name in ("taken", "adapted", "left_out")
    )


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.floats(), st.text(max_size=5)),
        lambda inner: st.one_of(
            st.lists(inner), st.dictionaries(st.sampled_from(["start", "end", "text", "x"]), inner)
        ),
    )
)
def test_any_captions_are_read_or_refused(value):
    with contextlib.suppress(ValueError):
        assert isinstance(subrip_of(json.dumps(value)), str)
