"""A PDF stamped apart: on each page, at its foot as it is shown, or refused with the reason, within limits."""

import unicodedata
import zlib
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, Permissions, String

from media.enums import StampFailure
from media.gateways.stamping import StampFailed, process, stamp
from media.operations.stamping import printable, strip_with
from tests.media.papers import by_hand, changed, many_pages, paper, place_of, texts_of

pytestmark = pytest.mark.covers("fault-F3", "req-D8", "req-J5")

PARTS = ["Ana Ruiz", "a…@example.org", "order PX-1", "2026-11-22"]
LINE = " · ".join(PARTS)


@pytest.fixture(scope="module")
def strip():
    return strip_with(PARTS)


@pytest.fixture
def stamped(strip, tmp_path):
    def stamp_it(content, *, words=LINE, strip=strip, seconds=20):
        source = tmp_path / "paper.pdf"
        source.write_bytes(content)
        return stamp(source, strip, words, folder=tmp_path, seconds=seconds).read_bytes()

    return stamp_it


def refusal(stamped, content, **options):
    with pytest.raises(StampFailed) as failed:
        stamped(content, **options)
    return failed.value.reason


def test_every_page_bears_the_line_and_keeps_what_it_had(stamped):
    found = texts_of(stamped(paper(3)))
    assert len(found) == 3
    for text in found:
        assert LINE in text
        assert "Plie" in text


def test_the_information_of_the_document_says_it_too(stamped):
    content = changed(paper(), lambda pdf: pdf.docinfo.update({"/Title": "Barre", "/Keywords": "barre, slow"}))
    with Pdf.open(BytesIO(stamped(content))) as pdf:
        assert (str(pdf.docinfo.Title), str(pdf.docinfo.Keywords)) == ("Barre", f"barre, slow; {LINE}")
        assert pdf.open_metadata()["dc:rights"] == LINE


@pytest.mark.parametrize("crop", [None, (100, 200, 400, 700), (100, 200, 5000, 5000)])
@pytest.mark.parametrize("turned", [0, 90, 180, 270, -90, 450])
def test_it_is_at_the_foot_however_the_page_is_turned_and_cropped(stamped, turned, crop):
    left, top, right, bottom = place_of(stamped(paper(turned=turned, crop=crop)), LINE)
    assert 0 < left < right < 1
    assert abs((left + right) / 2 - 0.5) < 0.01
    assert 0.96 < top < bottom < 1


@pytest.mark.parametrize("box", [(0, 0, 1920, 1080), (0, 0, 300, 420), (-300, -400, 295, 442), (595, 842, 0, 0)])
def test_it_is_as_large_as_the_page_allows(stamped, box):
    left, _, right, bottom = place_of(stamped(paper(box=box)), LINE)
    width, height = abs(box[2] - box[0]), abs(box[3] - box[1])
    assert right - left == pytest.approx(0.275 * min(width, height) / width, rel=0.05)
    assert 0.96 < bottom < 1


def test_a_page_in_another_unit_is_measured_in_it(stamped):
    content = changed(paper(), lambda pdf: pdf.pages[0].obj.__setitem__("/UserUnit", 2))
    left, _, right, bottom = place_of(stamped(content), LINE)
    assert (0.9 < bottom < 1, 0 < left < right < 1) == (True, True)


@pytest.mark.parametrize(
    "drawing",
    [b"q 5 0 0 5 90 90 cm q 0 1 -1 0 0 0 cm", b"Q Q 5 0 0 5 90 90 cm", b"Q 3 0 0 3 0 0 cm q q 2 0 0 2 0 0 cm", b""],
)
def test_what_a_page_leaves_open_does_not_move_the_line(stamped, drawing):
    expected = place_of(stamped(paper()), LINE)
    assert place_of(stamped(paper(drawing=drawing)), LINE) == pytest.approx(expected, abs=0.001)


def test_pages_that_share_all_they_have_bear_it_once_each(stamped):
    def share(pdf):
        resources = pdf.make_indirect(Dictionary(pdf.pages[0].obj.Resources))
        contents = pdf.make_indirect(Array([pdf.pages[0].obj.Contents]))
        for page in pdf.pages:
            del page.obj["/Resources"]
            page.obj.Contents = contents
        pdf.Root.Pages.Resources = resources

    found = texts_of(stamped(changed(paper(4), share)))
    assert [text.count("Ana Ruiz") for text in found] == [1, 1, 1, 1]
    assert all("Plie" in text for text in found)


def test_a_page_without_drawing_or_means_bears_it(stamped):
    assert [LINE in text for text in texts_of(stamped(many_pages(2)))] == [True, True]


@pytest.mark.parametrize(
    "name",
    [
        "Zażółć Łoś",
        "Жанна Д’Арк",
        "Ελένη Παπαδοπούλου",
        "Nguyễn Thị Ánh",
        "שרה כהן",
        "ليلى حداد",
    ],
)
def test_names_of_many_scripts_are_there_and_drawn(stamped, name):
    content = stamped(paper(2), strip=strip_with([name, "x…@example.org"]))
    for text in texts_of(content):
        for part in name.split():
            assert part in text or part[::-1] in text or drawn_as(part) in text, text
    assert_no_letter_is_missing(content)


def drawn_as(word):
    """Arabic letters may come back in the forms that they take beside others."""
    return unicodedata.normalize("NFKC", word)


def test_chinese_names_are_drawn_where_the_system_has_the_type(stamped):
    content = stamped(paper(), strip=strip_with(["王小明", "w…@example.org"]))
    assert "王小明" in texts_of(content)[0]


def assert_no_letter_is_missing(content):
    """No letter of the line is the empty box that stands for a missing one: it would be drawn with glyph 0."""
    with Pdf.open(BytesIO(content)) as pdf:
        (strip,) = [one for key, one in pdf.pages[0].obj.Resources.XObject.items() if key.startswith("/Stamp")]
        for operands, operator in pikepdf.parse_content_stream(strip):
            if str(operator) == "TJ":
                for one in operands[0]:
                    if isinstance(one, String):
                        glyphs = bytes(one)
                        assert b"\0\0" not in [glyphs[at : at + 2] for at in range(0, len(glyphs), 2)]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ana 💃🏽 Ruiz", "Ana Ruiz"),
        ("👩‍👧 Ana", "Ana"),
        ("\u202eanA\u202c", "anA"),
        ("Ana\n\tRuiz\0", "Ana Ruiz"),
        ("1️⃣ Ana", "1 Ana"),
        ("ر\u200cم", "ر\u200cم"),
        ("🎉", ""),
    ],
)
def test_emoji_and_what_turns_the_line_are_left_out(typed, kept):
    assert printable(typed) == kept


def test_words_are_words(stamped):
    content = stamped(paper(), strip=strip_with(["<b>Ana</b> {{ settings.SECRET_KEY }}", "(Tj) ET"]))
    assert "<b>Ana</b> {{ settings.SECRET_KEY }} · (Tj) ET" in texts_of(content)[0]


def test_long_words_stay_on_the_page(stamped):
    name = "W" * 80
    content = stamped(paper(), strip=strip_with([name, "m" * 60, "order 12345678901234567890", "2026-11-22"]))
    left, top, right, bottom = place_of(content, "2026-11-22")
    assert (0 < left < right < 1, 0.94 < top < bottom < 1) == (True, True)


# Protected and signed


def test_a_password_that_only_guards_changes_is_kept(stamped):
    guard = Encryption(owner="secret", user="", allow=Permissions(extract=False, modify_other=False))
    content = stamped(paper(encryption=guard))
    with Pdf.open(BytesIO(content)) as pdf:
        assert pdf.is_encrypted
        assert (pdf.allow.extract, pdf.allow.modify_other) == (False, False)
    assert LINE in texts_of(content)[0]


@pytest.mark.parametrize("strength", [2, 3, 4, 6])
def test_old_protections_are_kept_too(stamped, strength):
    guard = Encryption(owner="secret", user="", R=strength, aes=strength >= 4, metadata=strength >= 4)
    assert LINE in texts_of(stamped(paper(encryption=guard)))[0]


def test_one_that_opens_with_a_password_alone_is_refused(stamped):
    assert refusal(stamped, paper(encryption=Encryption(owner="a", user="b"))) == StampFailure.PASSWORD


def sign_by_flag(pdf):
    pdf.Root.AcroForm = Dictionary(Fields=Array(), SigFlags=3)


def sign_by_field(pdf):
    field = pdf.make_indirect(Dictionary(FT=Name.Sig, V=Dictionary(Type=Name.Sig)))
    note = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, Parent=field, Rect=Array([0, 0, 0, 0])))
    pdf.pages[0].obj.Annots = Array([note])


def certify(pdf):
    pdf.Root.Perms = Dictionary(DocMDP=Dictionary(Type=Name.Sig))


@pytest.mark.parametrize("sign", [sign_by_flag, sign_by_field, certify])
def test_a_signed_one_is_refused(stamped, sign):
    assert refusal(stamped, changed(paper(), sign)) == StampFailure.SIGNED


def test_an_empty_place_for_a_signature_is_none(stamped):
    def leave_room(pdf):
        sign_by_field(pdf)
        del pdf.pages[0].obj.Annots[0].Parent["/V"]

    assert LINE in texts_of(stamped(changed(paper(), leave_room)))[0]


def test_what_viewers_draw_without_the_pages_is_refused(stamped):
    form = changed(paper(), lambda pdf: pdf.Root.__setitem__("/AcroForm", Dictionary(XFA=String("<xdp/>"))))
    portfolio = changed(paper(), lambda pdf: pdf.Root.__setitem__("/Collection", Dictionary()))
    assert (refusal(stamped, form), refusal(stamped, portfolio)) == (StampFailure.FORM, StampFailure.COLLECTION)


# Hostile


def test_a_hundred_thousand_pages_are_refused(stamped):
    assert refusal(stamped, many_pages(100_000)) == StampFailure.TOO_MANY_PAGES


def test_the_most_pages_are_stamped(stamped):
    content = stamped(many_pages(process.MOST_PAGES))
    with pypdfium2.PdfDocument(content) as pdf:
        assert len(pdf) == process.MOST_PAGES
        assert LINE in pdf[process.MOST_PAGES - 1].get_textpage().get_text_bounded()


def test_a_large_file_is_not_even_opened(stamped, monkeypatch):
    monkeypatch.setattr(process, "MOST_BYTES", 100)
    monkeypatch.setattr(process, "PROGRAM", "/nowhere")
    assert refusal(stamped, paper()) == StampFailure.TOO_LARGE


def test_a_broken_table_of_objects_is_mended(stamped):
    content = paper()
    broken = content[: content.rindex(b"startxref")] + b"startxref\n999999\n%%EOF\n"
    assert LINE in texts_of(stamped(broken))[0]


LOOP = by_hand([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>"])
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"


def with_contents(*bodies):
    return by_hand(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", PAGE, *bodies],
    )


def bomb(size):
    packed = zlib.compress(bytes(size), 9)
    return with_contents(b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed))


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + bytes(100_000),
        LOOP,
        by_hand([b"<</Type/Catalog/Pages 2 0 R>>", b"[" * 200_000]),
        by_hand([b"<</Type/Catalog/Pages 2 0 R>>", b"<</K " * 100_000]),
        by_hand([b"<</Type/Catalog/Pages (x)>>"]),
        paper(box=(0, 0, 0, 0)),
        paper(box=(0, 0, 1e30, 1)),
        with_contents(b"<<>>stream\n" + b"q " * 2000 + b"\nendstream"),
    ],
    ids=["head", "noise", "loop", "deep", "deeper", "words", "flat", "endless", "open"],
)
def test_what_cannot_be_read_is_refused(stamped, content):
    assert refusal(stamped, content) == StampFailure.UNREADABLE


def test_a_bomb_ends_the_program_and_nothing_else(stamped):
    assert refusal(stamped, bomb(2 * 1024**3)) in {StampFailure.UNREADABLE, StampFailure.TOO_SLOW}


def test_one_that_takes_too_long_is_given_up(stamped):
    slow = with_contents(b"<<>>stream\n" + b"1 0 0 1 0 0 cm " * 3_000_000 + b"\nendstream")
    assert refusal(stamped, slow, seconds=1) == StampFailure.TOO_SLOW


def test_the_program_is_told_no_secrets(stamped, monkeypatch):
    asked = {}
    run = process.subprocess.run

    def watched(command, **options):
        asked.update(options, command=command)
        return run(command, **options)

    monkeypatch.setenv("SECRET_KEY", "x" * 60)
    monkeypatch.setattr(process.subprocess, "run", watched)
    stamped(paper())
    assert set(asked["env"]) == {"PATH", "LC_ALL"}
    assert not any("Ana" in word for word in asked["command"])


def test_the_strip_holds_its_own_type(strip):
    with Pdf.open(BytesIO(strip)) as pdf:
        faces = [one.DescendantFonts[0].FontDescriptor for one in pdf.pages[0].obj.Resources.Font.values()]
        assert faces
        assert all("/FontFile2" in face or "/FontFile3" in face for face in faces)
