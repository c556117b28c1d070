"""While a picture is on its way a few pixels of it stand in its place; then it is all that one sees."""

from io import BytesIO

import pytest
from PIL import Image, ImageFilter, ImageStat
from playwright.sync_api import expect

from tests.storefront.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-J5")]

FILES = "**/api/v1/media/**"


def seen(box):
    return Image.open(BytesIO(box.screenshot(animations="disabled"))).convert("RGB")


def colours_in(picture):
    return len(picture.getcolors(picture.width * picture.height))


def sharpness(picture):
    return ImageStat.Stat(picture.convert("L").filter(ImageFilter.FIND_EDGES)).mean[0]


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_few_pixels_stand_where_a_picture_will_be(browse, scripts, scheme):
    page, held = browse(java_script_enabled=scripts, color_scheme=scheme), []
    # Playwright marks what it is given here, which a method of a list does not bear.
    page.route(FILES, lambda route: held.append(route))  # noqa: PLW0108
    page.goto("/courses", wait_until="commit")
    box = page.locator(".picture").first
    expect(box).to_be_visible()
    until(lambda: box.is_visible() and held, "the picture is asked for")
    measures = box.bounding_box()
    before = seen(box)
    # An empty box has one colour, and those of its rounded corners.
    assert colours_in(before) > 200
    page.unroute(FILES)  # What was held goes on its way.
    until(lambda: sharpness(seen(box)) > sharpness(before) + 1, "the picture itself is seen")
    assert box.bounding_box() == measures


@pytest.mark.parametrize("address", ["/", "/courses"])
def test_pictures_are_cropped_and_not_stretched(browse, address):
    page = browse()
    page.goto(address)
    expect(page.locator(".picture img[srcset]").first).to_have_css("object-fit", "cover")
