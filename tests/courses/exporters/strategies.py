"""Random blocks of every kind, in neutral form, as a producer could have written them."""

from html import escape
from typing import Any

from hypothesis import strategies as st

from courses.importers.package import AssetRef
from courses.importers.rich_text import clean_rich_text

PICTURES = ["assets/a.png", "assets/b.png"]
SOUND, PAPER, CAPTIONS, FILM = "assets/s.mp3", "assets/p.pdf", "assets/c.srt", "assets/f.mp4"
FILES = {*PICTURES, SOUND, PAPER, CAPTIONS, FILM}
LESSONS = ["lessons/001-a.md", "lessons/002-b.md"]

letters = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x00")
AWKWARD = [
    "# not a heading", "- no item", "1. no item", "> no quote", "```", "~~~", "---", "***", "|a|b|",
    "[x]: y", "[^1]", "<script>alert(1)</script>", "&amp;", "&nbsp;", "{{ site.url }}", "{% raw %}", "\\",
    "`", "  two  spaces", "a\tb", "http://example.org", "a@b.example", "*bold*", "_low_", "$x^2$",
    "::: note", "<!-- x -->", "”“’", "𝄞", "\u200d", "==",
]  # fmt: skip
awkward = st.sampled_from(AWKWARD)
words = st.one_of(awkward, st.text(letters, min_size=1, max_size=30)).map(str.strip).filter(bool)
line = words.map(lambda text: " ".join(text.split())).filter(bool)
lines = st.lists(words, min_size=1, max_size=4).map("\n".join)
marks = st.sampled_from(["b", "i", "s", "sup", "sub", "code"])
hrefs = st.sampled_from(
    ["https://example.org/?a=1&b=(2)", "mailto:a@b.example", *(f"lesson:{one}" for one in LESSONS), f"asset:{PAPER}"]
)


def _marked(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", marks, inner),
        st.builds(lambda href, text: f'<a href="{escape(href)}">{text}</a>', hrefs, words.map(escape)),
        st.builds(lambda one, two: f"{one} {two}", inner, inner),
        st.builds(lambda one, two: f"{one}<br/>{two}", inner, inner),
    )


inline = st.recursive(words.map(escape), _marked, max_leaves=5)
item = st.recursive(
    inline.map(lambda text: f"<li>{text}</li>"),
    lambda inner: st.builds(
        lambda text, tag, items: f"<li>{text}<{tag}>{''.join(items)}</{tag}></li>",
        inline,
        st.sampled_from(["ul", "ol"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=4,
)
flow = st.one_of(
    inline.map(lambda text: f"<p>{text}</p>"),
    st.builds(
        lambda tag, items: f"<{tag}>{''.join(items)}</{tag}>",
        st.sampled_from(["ul", "ol"]),
        st.lists(item, min_size=1, max_size=3),
    ),
    st.just("<hr/>"),
)
rich_text = st.lists(flow, min_size=1, max_size=3).map("".join).map(clean_rich_text).filter(bool)
short_rich_text = st.one_of(st.just(""), inline.map(lambda text: clean_rich_text(f"<p>{text}</p>")))
seconds = st.one_of(st.none(), st.integers(0, 10_000))


def _block(kind: str, **fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"type": st.just(kind), "value": st.fixed_dictionaries(fields)})


def _cut(strategy: st.SearchStrategy[str], longest: int) -> st.SearchStrategy[str]:
    return strategy.map(lambda text: text[:longest].strip()).filter(bool)


optional_line = st.one_of(st.just(""), line)
picture = st.sampled_from(PICTURES).map(AssetRef)
image_fields = {"image": picture, "alt_text": _cut(line, 300), "caption": short_rich_text}
SIMPLE = [
    st.fixed_dictionaries({"type": st.just("rich_text"), "value": rich_text}),
    _block("heading", text=_cut(line, 200), level=st.sampled_from(["h2", "h3", "h4"])),
    _block("image", **image_fields),
    _block("gallery", images=st.lists(st.fixed_dictionaries(image_fields), min_size=2, max_size=3)),
    _block("quote", text=_cut(lines, 3000), attribution=optional_line),
    _block("callout", tone=st.sampled_from(["note", "tip", "warning"]), title=optional_line, text=rich_text),
    _block("code", language=st.sampled_from(["", "python", "lilypond"]), code=lines),
    _block(
        "notation",
        format=st.just("abc"),
        source=lines.map(lambda text: f"X:1\nK:C\nC\n%{text}"),
        caption=short_rich_text,
    ),
    st.integers(1, 4).flatmap(
        lambda width: _block(
            "table",
            caption=optional_line,
            header_row=st.booleans(),
            header_column=st.booleans(),
            rows=st.lists(
                st.lists(st.one_of(st.just(""), line), min_size=width, max_size=width), min_size=1, max_size=4
            ),
        )
    ),
    _block("embed", url=st.just("https://open.spotify.com/track/6vvmYYUvGXtZLU8msxKvzF"), caption=short_rich_text),
    _block("download", file=st.just(AssetRef(PAPER)), title=line, description=optional_line),
    _block(
        "audio",
        file=st.just(AssetRef(SOUND)),
        title=line,
        duration_seconds=seconds,
        transcript=st.one_of(st.just(""), lines),
        downloadable=st.booleans(),
    ),
    _block(
        "video",
        source=st.just("file"),
        url=st.just(""),
        video=st.just(AssetRef(FILM)),
        title=line,
        poster=st.one_of(st.none(), picture),
        duration_seconds=seconds,
        captions=st.lists(st.just({"language": "en", "file": AssetRef(CAPTIONS)}), max_size=2),
        chapters=st.lists(
            st.fixed_dictionaries({"at": st.sampled_from(["0:00", "1:05", "1:02:05"]), "title": _cut(line, 100)}),
            max_size=3,
        ),
        angle=st.sampled_from(["", "Front"]),
        angles=st.lists(
            st.fixed_dictionaries(
                {
                    "name": _cut(line, 30),
                    "video": st.just(AssetRef(FILM)),
                    "offset_seconds": st.sampled_from([0.0, 1.48, -3600.0]),
                }
            ),
            max_size=2,
        ),
        transcript=st.one_of(st.just(""), lines),
        downloadable=st.booleans(),
    ),
    # As it was exported before films had chapters.
    _block(
        "video",
        source=st.just("vimeo"),
        url=st.just("https://vimeo.com/60340315"),
        video=st.none(),
        title=line,
        poster=st.none(),
        duration_seconds=seconds,
        captions=st.just([]),
        transcript=st.just(""),
        downloadable=st.just(False),
    ),
]
simple_block = st.one_of(SIMPLE)
columns = _block(
    "columns",
    columns=st.lists(
        st.fixed_dictionaries({"content": st.lists(simple_block, min_size=1, max_size=2)}), min_size=2, max_size=3
    ),
)
block = st.one_of(*SIMPLE, columns)
content = st.lists(block, max_size=6)
KINDS = {
    "rich_text", "heading", "image", "gallery", "quote", "callout", "code", "notation", "table", "embed", "download",
    "audio", "video", "columns",
}  # fmt: skip


# Quizzes.

few_words = _cut(line, 200)
numbers = st.decimals(min_value=-1000, max_value=1000, places=3).map(lambda number: f"{number:f}")


def _question(kind: str, **fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return _block(
        kind,
        content=st.lists(simple_block, min_size=1, max_size=2),
        listen_first=st.booleans(),
        plays=st.integers(0, 3),
        **fields,
        points=st.integers(0, 100),
        feedback_right=st.one_of(st.just(""), _cut(lines, 1000)),
        feedback_wrong=st.one_of(st.just(""), _cut(line, 1000)),
    )


option = st.fixed_dictionaries(
    {"text": _cut(line, 300), "is_right": st.booleans(), "feedback": st.one_of(st.just(""), few_words)}
)
options = st.lists(option, min_size=2, max_size=4)
gap = st.builds(lambda before, forms: f"{before} [[{'|'.join(forms)}]] ", st.sampled_from(["It is", "a\nb"]), st.lists(
    st.sampled_from(["slow", "andante", "c"]), min_size=1, max_size=2
))  # fmt: skip
QUESTIONS = {
    "single_choice": _question("single_choice", options=options, shuffles=st.booleans()),
    "multiple_choice": _question("multiple_choice", options=options, shuffles=st.booleans(), partial=st.booleans()),
    "true_false": _question("true_false", is_true=st.booleans()),
    "short_text": _question(
        "short_text",
        accepted=st.lists(few_words, min_size=1, max_size=3),
        case_matters=st.booleans(),
        accents_matter=st.booleans(),
    ),
    "numeric": _question("numeric", number=numbers, tolerance=st.sampled_from(["0", "2.5"]), unit=st.just("Hz")),
    "gaps": _question(
        "gaps",
        text=st.lists(gap, min_size=1, max_size=3).map("".join).map(str.strip),
        from_list=st.booleans(),
        others=st.lists(few_words, max_size=2),
    ),
    "ordering": _question(
        "ordering", items=st.lists(_cut(line, 300), min_size=2, max_size=4), partial=st.booleans()
    ),
    "matching": _question(
        "matching",
        pairs=st.lists(
            st.fixed_dictionaries({"left": _cut(line, 300), "right": _cut(line, 300)}), min_size=2, max_size=3
        ),
        others=st.lists(_cut(line, 300), max_size=2),
        partial=st.booleans(),
    ),
    "hotspot": _question(
        "hotspot",
        image=st.sampled_from([AssetRef(path) for path in PICTURES]),
        alt_text=_cut(line, 300),
        areas=st.lists(
            st.fixed_dictionaries(
                {
                    "name": _cut(line, 100),
                    "shape": st.sampled_from(["rectangle", "ellipse"]),
                    "corners": st.sampled_from(["10,20 40,60", "0,0 99.5,12"]),
                }
            ),
            min_size=1,
            max_size=2,
        ),
        wanted=st.one_of(st.none(), st.integers(1, 2)),
        partial=st.booleans(),
    ),
    "rhythm": _question(
        "rhythm",
        pattern=st.sampled_from(["1 1/2 1/2 r1 2", "1 1 | 2 r2"]),
        tempo=st.integers(60, 120),
        beats=st.integers(2, 6),
        unit=st.sampled_from(["4", "8"]),
        count_in=st.integers(1, 2),
        clicks_on=st.booleans(),
        tolerance=st.integers(60, 150),
        shows_notation=st.booleans(),
        may_type=st.booleans(),
        partial=st.booleans(),
    ),
}  # fmt: skip
question = st.one_of(*QUESTIONS.values())
pool = _block("pool", draws=st.integers(1, 3), questions=st.lists(question, min_size=1, max_size=3))
questions = st.lists(st.one_of(question, pool), max_size=4)
rules = st.fixed_dictionaries(
    {
        "pass_percent": st.integers(0, 100),
        "attempts_allowed": st.one_of(st.none(), st.integers(1, 100)),
        "wait_minutes": st.integers(0, 43_200),
        "time_limit_minutes": st.one_of(st.none(), st.integers(1, 1440)),
        "shuffles_questions": st.booleans(),
        "answers_shown": st.sampled_from(["never", "after_attempt", "after_passing", "after_last_attempt"]),
    }
)
