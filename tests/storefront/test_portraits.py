"""A learner chooses a picture of themselves: it is seen at once, stays after a reload, and goes when it is removed."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.storefront.accessibility import violations
from tests.storefront.people import sign_up
from tests.storefront.test_pictures import seen
from tests.storefront.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-A8")]

GREEN = (0, 184, 148)
PORTRAIT = "**/me/profile/avatar"


def photograph(width=1200, height=800):
    out = BytesIO()
    Image.new("RGB", (width, height), GREEN).save(out, "JPEG")
    return {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def large_photograph():
    """Green with a grain that no JPEG makes small."""
    grain = Image.effect_noise((4000, 3000), 60)
    picture = Image.merge("RGB", [Image.new("L", grain.size, part) for part in GREEN])
    picture = Image.blend(picture, Image.merge("RGB", [grain] * 3), 0.02)
    out = BytesIO()
    picture.save(out, "JPEG", quality=100, subsampling=0)
    assert len(out.getvalue()) > 5 * 1024 * 1024
    return {"name": "IMG_0042.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def is_green(box):
    """Whether the middle of what one sees there has the picture's colour, as nearly as a JPEG keeps it."""
    picture = seen(box)
    colour = picture.getpixel((picture.width // 2, picture.height // 2))
    return all(abs(one - other) < 12 for one, other in zip(colour, GREEN, strict=True))


@pytest.mark.parametrize("width", [1280, 390])
def test_a_picture_is_sent_seen_and_removed(browse, perfomix, width):
    page = browse(viewport={"width": width, "height": 844})
    sign_up(page, perfomix, f"portrait-{width}@example.org", "Ana Duarte")
    page.goto("/account/profile")
    group = page.get_by_role("group", name="Your picture")
    expect(group).to_contain_text("AD")
    expect(group.get_by_role("button", name="Remove")).to_have_count(0)

    page.get_by_label("Choose a picture").set_input_files({**photograph(), "mimeType": "application/pdf"})
    expect(group.get_by_role("alert")).to_have_text("Choose a JPEG, PNG or WebP.")
    page.get_by_label("Choose a picture").set_input_files({"name": "me.jpg", "mimeType": "image/jpeg", "buffer": b"no"})
    browse.complaints.forgive("422 (Unprocessable", where="/me/profile/avatar")
    expect(group.get_by_role("alert")).to_have_text("The content of the file is not what its name says.")
    assert violations(page) == []

    page.get_by_label("Choose a picture").set_input_files(photograph())
    expect(group.get_by_role("status")).to_have_text("Your picture is saved.")
    round_picture = group.locator("img").last
    until(lambda: is_green(round_picture), "the picture is seen")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    # As telephones take them: more than the API has room for, and drawn smaller before it is sent.
    told = []

    def look_before_it_is_sent(route):
        told.append(group.get_by_role("status").inner_text())
        route.continue_()

    page.route(PORTRAIT, look_before_it_is_sent)
    with page.expect_response(PORTRAIT):
        page.get_by_label("Choose another").set_input_files(large_photograph())
    expect(group.get_by_role("status")).to_have_text("Your picture is saved.")
    assert told == ["Sending your picture"]
    page.unroute(PORTRAIT)

    page.reload()
    expect(group.locator("img[srcset]")).to_be_visible()
    until(lambda: is_green(group.locator(".picture")), "the picture is seen after a reload")

    # By keyboard alone: from the choice to what stands beside it.
    page.get_by_label("Choose another").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(group.get_by_role("status")).to_have_text("Your picture is removed.")
    expect(page.get_by_label("Choose a picture")).to_be_focused()
    expect(group).to_contain_text("AD")
    page.reload()
    expect(group).to_contain_text("AD")
    expect(group.locator("img")).to_have_count(0)
