"""Nothing that runs, restyles or leads astray leaves in a document, and cleaning twice changes nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.blocks import represent
from content.blocks.addresses import recognise, recognise_film, safe_address, safe_web_address
from content.blocks.sanitise import TAGS, clean_html, plain_text, publish_html
from content.blocks.schema import HTML, WEB_ADDRESS
from content.templatetags.published_blocks import published_blocks
from tests.content.blocks.attacks import (
    CONTEXT,
    assert_allowed_only,
    assert_harmless,
    attacks,
    lesson_with,
)

ATTACKS = attacks()


def test_the_corpus_is_large_and_says_nothing_twice():
    assert len(ATTACKS) >= 300
    assert len(set(ATTACKS)) == len(ATTACKS)


@pytest.mark.covers("fault-X1", "fault-X2", "fault-X3")
@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_leaves_only_what_is_allowed(attack):
    cleaned = clean_html(attack)
    assert_allowed_only(cleaned)
    assert clean_html(cleaned) == cleaned


@pytest.mark.covers("fault-X1", "fault-X2")
@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_any_field_is_published_harmless(attack):
    published = represent(lesson_with(attack), CONTEXT)
    htmls, addresses = [], []
    collect(published, htmls, addresses)
    assert len(htmls) >= 3 * 8
    for html in htmls:
        assert_allowed_only(html)
    for address in addresses:
        assert_harmless(address)


def collect(value, htmls, addresses):
    """The HTML and the addresses of published blocks, wherever they stand."""
    if isinstance(value, list):
        for item in value:
            collect(item, htmls, addresses)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name == "html" or name.endswith("_html"):
                htmls.append(item)
            elif name in {"url", "embed_url"} and item is not None:
                addresses.append(item)
            else:
                collect(item, htmls, addresses)


def test_every_html_and_address_of_the_schemas_is_named_so_that_the_tests_find_it():
    names = {HTML["description"]: set(), WEB_ADDRESS["format"]: set()}

    def walk(schema, name=""):
        if isinstance(schema, list):
            for item in schema:
                walk(item, name)
        elif isinstance(schema, dict):
            for key in (schema.get("description"), schema.get("format")):
                if isinstance(key, str) and key in names:
                    names[key].add(name)
            for key, item in schema.items():
                walk(item, key if key not in {"anyOf", "oneOf", "items", "properties"} else name)

    from content.blocks import schemas  # noqa: PLC0415 - beside its one use

    walk(schemas())
    assert names == {HTML["description"]: {"html", "caption_html"}, "uri": {"url", "embed_url"}}


@pytest.mark.parametrize(
    ("source", "cleaned"),
    [
        ("<p>One <b>two</b> <i>three</i></p>", "<p>One <b>two</b> <i>three</i></p>"),
        ("<ul><li>one</li><li>two</li></ul><hr/>", "<ul><li>one</li><li>two</li></ul><hr>"),
        ("<p>1 < 2 & 3 > 2</p>", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("H<sub>2</sub>O, e<sup>x</sup>, <s>no</s>, <code>x = 1</code>",) * 2,
        ("<p>text<script>alert(1)</script></p>", "<p>text</p>"),
        ("<div><p>kept</p></div>", "<p>kept</p>"),
        ('<a href="javascript:alert(1)">words</a>', "words"),
        (
            '<a href="https://example.org/a?b=1&amp;c=2">x</a>',
            '<a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer">x</a>',
        ),
    ],
)
def test_what_authors_write_is_kept(source, cleaned):
    assert clean_html(source) == cleaned


_NAMES = st.sampled_from(
    [
        *sorted(TAGS),
        *["script", "style", "svg", "math", "table", "td", "select", "button", "form", "mtext", "title", "p", "a", "a"],
    ]
)
_ATTRIBUTES = st.sampled_from(
    [
        "",
        ' href="/x"',
        " href=javascript:alert(1)",
        " onclick=alert(1)",
        ' title="<p>"',
        ' linktype="page" id="1"',
        " /",
    ]
)
_PIECES = st.one_of(
    st.builds("<{}{}>".format, _NAMES, _ATTRIBUTES),
    st.builds("</{}>".format, _NAMES),
    st.sampled_from(["<!--", "-->", "<![CDATA[", "]]>", "&lt;", "&amp;lt;", "&#x3c;", "&nbsp;"]),
    st.sampled_from(["\x00", "\r\n", "<", ">", '"']),
    st.text(max_size=6),
)
SOUP = st.lists(_PIECES, max_size=24).map("".join)


def holds(html):
    cleaned = clean_html(html)
    assert_allowed_only(cleaned)
    assert clean_html(cleaned) == cleaned
    published = publish_html(html, {"page": lambda key: "/lessons/x", "document": lambda key: None})
    assert_allowed_only(published)
    assert clean_html(published) == published


@pytest.mark.covers("fault-X3")
@given(SOUP)
@settings(max_examples=1500, deadline=None)
def test_cleaning_twice_changes_nothing(html):
    holds(html)


@pytest.mark.full
@pytest.mark.covers("fault-X3")
@given(SOUP)
@settings(max_examples=100_000, deadline=None)
def test_cleaning_twice_changes_nothing_in_many_tries(html):
    holds(html)


@pytest.mark.parametrize(
    "nested", ["<table><td>" * 40, "<b><p>" * 200, '<a href="/x"><table><td>' * 30, "<i>" * 2000, "<ul><li>" * 500]
)
def test_deep_and_crooked_nesting_comes_to_rest(nested):
    holds(nested + "end")


def test_plain_text_has_no_mark_up_and_keeps_what_looks_like_it():
    assert (
        plain_text("<p>One<br/>two</p><ul><li>a &lt;b&gt; &amp; c</li></ul><script>x</script>") == "One\ntwo\na <b> & c"
    )


@pytest.mark.covers("fault-X2")
@given(st.text(max_size=40).map(lambda text: text))
def test_an_address_let_out_is_harmless(text):
    for address in (safe_address(text), safe_web_address(text), safe_address(f"https://{text}")):
        if address is not None:
            assert_harmless(address)


@pytest.mark.parametrize(
    ("url", "provider", "embed_url"),
    [
        (
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3",
            "youtube",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        ),
        ("https://youtu.be/dQw4w9WgXcQ", "youtube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://m.youtube.com/shorts/dQw4w9WgXcQ", "youtube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://vimeo.com/76979871", "vimeo", "https://player.vimeo.com/video/76979871"),
        ("https://vimeo.com/76979871/ab12cd34ef", "vimeo", "https://player.vimeo.com/video/76979871?h=ab12cd34ef"),
        ("https://player.vimeo.com/video/76979871", "vimeo", "https://player.vimeo.com/video/76979871"),
        (
            "https://open.spotify.com/album/4uLU6hMCjMI75M1A2tKUQC?si=x",
            "spotify",
            "https://open.spotify.com/embed/album/4uLU6hMCjMI75M1A2tKUQC",
        ),
        (
            "https://soundcloud.com/one/two",
            "soundcloud",
            "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fone%2Ftwo",
        ),
        ("https://musescore.com/user/12/scores/345", "musescore", "https://musescore.com/user/12/scores/345/embed"),
        (
            "https://flat.io/score/56ae21579a127715a02901a6-canon",
            "flat",
            "https://flat.io/embed/56ae21579a127715a02901a6",
        ),
        ("https://www.ted.com/talks/a_talk?language=en", "ted", "https://embed.ted.com/talks/a_talk"),
    ],
)
def test_films_and_players_of_the_safe_list_are_recognised(url, provider, embed_url):
    found = recognise(url)
    assert found is not None
    assert (found.provider, found.embed_url) == (provider, embed_url)
    assert recognise(found.url) == found
    assert (recognise_film(url) is not None) is (provider in {"youtube", "vimeo"})


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://evil.example/?u=https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com@evil.example/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=short",
        'https://www.youtube.com/watch?v="onload=x"',
        "javascript:https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://vimeo.com/about",
        "https://open.spotify.com/track/../../x",
        "https://soundcloud.com/one",
        "//www.youtube.com/watch?v=dQw4w9WgXcQ",
        "",
    ],
)
def test_nothing_else_is_embedded(url):
    assert recognise(url) is None


def test_every_player_may_be_framed(settings):
    allowed = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["frame-src"]
    for url in (
        "https://youtu.be/dQw4w9WgXcQ",
        "https://vimeo.com/76979871",
        "https://open.spotify.com/album/4uLU6hMCjMI75M1A2tKUQC",
        "https://soundcloud.com/one/two",
        "https://musescore.com/user/12/scores/345",
        "https://flat.io/score/56ae21579a127715a02901a6",
        "https://www.ted.com/talks/a_talk",
    ):
        found = recognise(url)
        assert found is not None
        assert "/".join(found.embed_url.split("/")[:3]) in allowed


def test_a_template_trusts_no_stored_html():
    """Documents may have been built by an older sanitiser; showing them cleans once more."""
    html = str(published_blocks([{"type": "rich_text", "id": "x", "value": {"html": "<p onclick=a()>x</p><script>"}}]))
    assert "onclick" not in html
    assert "<script" not in html
