"""Each kind of question is answered by mouse, by touch and by keyboard alone."""

import re

import psycopg
import pytest
from playwright.sync_api import expect

from tests.storefront.people import sign_in_to_admin
from tests.storefront.test_quizzes import ITEMS, QUIZ, RHYTHM, SAVED, TASTES, begin, join

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-C6")]


class Mouse:
    context = {}

    def __init__(self, page):
        self.page = page

    def press(self, target):
        target.click()

    def write(self, field, words):
        self.press(field)
        self.page.keyboard.type(words)

    def choose(self, field, label):
        field.select_option(label)

    def mark(self, picture):
        picture.scroll_into_view_if_needed()
        box = picture.bounding_box()
        self.point(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.7)

    def point(self, x, y):
        self.page.mouse.click(x, y)

    def tap(self, pad):
        box = pad.bounding_box()
        self.point(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


class Touch(Mouse):
    context = {"has_touch": True, "viewport": {"width": 390, "height": 844}}

    def press(self, target):
        target.tap()

    def point(self, x, y):
        self.page.touchscreen.tap(x, y)


class Keyboard(Mouse):
    def press(self, target):
        target.focus()
        self.page.keyboard.press("Space")

    def write(self, field, words):
        field.focus()
        self.page.keyboard.type(words)

    def choose(self, field, label):
        labels = field.locator("option").all_inner_texts()
        field.focus()
        for _step in range(labels.index(label)):
            self.page.keyboard.press("ArrowDown")
        expect(field.locator("option:checked")).to_have_text(label)

    def mark(self, picture):
        picture.focus()
        # From the middle, which is the key already, and back into it.
        for key in ("ArrowLeft", "Shift+ArrowDown", "ArrowRight", "Enter"):
            self.page.keyboard.press(key)

    def tap(self, pad):
        self.page.keyboard.press("Space")


@pytest.mark.parametrize("hand", [Mouse, Touch, Keyboard], ids=lambda hand: hand.__name__.lower())
def test_every_kind_is_answered(perfomix, browse, hand):
    page = browse(**hand.context)
    join(page, perfomix, f"by-{hand.__name__.lower()}")
    begin(page)
    by = hand(page)
    by.press(page.get_by_role("radio", name="Mixolydian").first)
    by.press(page.get_by_role("radio", name="Dorian").last)
    for name in ("Dorian", "Minor"):
        by.press(page.get_by_role("checkbox", name=name))
    by.press(page.get_by_role("radio", name="True"))
    gaps = page.get_by_role("textbox", name=re.compile("^Gap"))
    by.write(gaps.nth(0), "third")
    by.write(gaps.nth(1), "below")
    for flavour, taste in TASTES.items():
        by.choose(page.get_by_role("combobox", name=flavour, exact=True), taste)
    for number, words in enumerate(("3", "home")):
        by.write(page.get_by_role("textbox", name=re.compile("^Your answer")).nth(number), words)
    put_in_order(page, by)
    by.mark(page.get_by_role("application", name="Picture to mark"))
    expect(page.get_by_text(re.compile(r"^Mark 1: \d+ % from the left, \d+ % from the top$"))).to_be_visible()
    tap(page, by)
    by.write(page.get_by_role("textbox", name="Or write it"), RHYTHM)
    expect(page.get_by_text("11 of 11 answered")).to_be_visible()
    expect(page.get_by_text(SAVED)).to_be_visible()
    by.press(page.get_by_role("button", name="Hand in"))
    expect(page.get_by_role("region", name="Passed").get_by_text("100 %")).to_be_visible()


def put_in_order(page, by):
    """Each to the top, the last first."""
    for item in reversed(ITEMS):
        up = page.get_by_role("button", name=f"Move “{item}” up")
        for _step in range(len(ITEMS)):
            if up.get_attribute("aria-disabled") == "true":
                break
            by.press(up)
        expect(up).to_have_attribute("aria-disabled", "true")


def tap(page, by):
    """After the count-in, to no particular beat: what is looked at is that taps are taken, kept and saved."""
    by.press(page.get_by_role("button", name="Start"))
    pad = page.get_by_role("button", name="Tap here")
    expect(pad).to_be_focused()
    expect(page.get_by_text(re.compile("^Now: "))).to_be_visible()
    for _tap in range(3):
        by.tap(pad)
    expect(page.get_by_text("3 taps are kept.")).to_be_visible()
    expect(page.get_by_role("button", name="Tap it again")).to_be_focused()


def test_an_author_draws_the_right_places(perfomix, browse):
    with psycopg.connect(perfomix.database) as connection:
        (quiz,) = connection.execute("SELECT id FROM assessments_quiz WHERE title = %s", [QUIZ]).fetchone()
    page = browse(viewport={"width": 1400, "height": 1000})
    sign_in_to_admin(page, perfomix, "tomasz@demo.perfomix.example")
    page.goto(f"{perfomix.api}/admin/snippets/assessments/quiz/edit/{quiz}/")
    corners = page.locator("[data-area-corners]")
    expect(corners).to_have_value(re.compile("^43.8,15 52.7,15 "))
    shape = page.locator("select[name$='-areas-0-value-shape']")
    page.get_by_role("button", name="Draw on the picture").click()
    surface = page.locator(".draw-areas svg")
    expect(surface.locator("polygon.draw-areas__own")).to_have_attribute("points", re.compile("^43.8,15 "))
    page.get_by_role("button", name="Begin anew").click()
    expect(corners).to_have_value("")
    draw(page, surface, (20, 20), (20, 20))
    draw(page, surface, (60, 20), (60, 20))
    expect(corners).to_have_value(re.compile(r"^(19|20)[.\d]*,(19|20)[.\d]* (59|60)[.\d]*,(19|20)[.\d]*$"))
    for name in ("rectangle", "ellipse"):
        shape.select_option(name)
        draw(page, surface, (60, 70), (20, 30))
        expect(corners).to_have_value(re.compile(r"^(59|60)[.\d]*,(69|70)[.\d]* (19|20)[.\d]*,(29|30)[.\d]*$"))
        expect(surface.locator({"rectangle": "rect", "ellipse": "ellipse"}[name])).to_have_count(1)


def draw(page, surface, start, end):
    surface.scroll_into_view_if_needed()
    box = surface.bounding_box()
    place = [(box["x"] + box["width"] * x / 100, box["y"] + box["height"] * y / 100) for x, y in (start, end)]
    page.mouse.move(*place[0])
    page.mouse.down()
    if start != end:
        page.mouse.move(*place[1], steps=3)
    page.mouse.up()
