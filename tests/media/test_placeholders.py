"""A few pixels of each picture stand in its place until it has come."""

import base64
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Picture

from content.blocks.context import MediaLookup, References
from media.models import Image
from media.models.placeholders import HEAD, MOST_LETTERS, draw_placeholder
from media.operations.placeholders import draw_placeholders
from media.operations.storing import store_image
from tests.factories.accounts import UserFactory
from tests.factories.media import ImageFactory, VideoFactory, picture_bytes
from tests.media.pictures import TELLING, told_by, written

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-J5")]


def pixels_of(placeholder):
    assert placeholder.startswith(HEAD)
    content = base64.b64decode(placeholder.removeprefix(HEAD))
    assert told_by(content) == set()
    return Picture.open(BytesIO(content)).convert("RGB")


def noise(width, height, mode="RGB"):
    """What can be drawn least briefly."""
    return Picture.effect_noise((width, height), 200).convert(mode)


def patchwork(side=16):
    colours = ["#ff0000", "#00ff00", "#0000ff", "#ffffff", "#000000", "#ffff00", "#ff00ff"]
    picture = Picture.new("RGB", (side, side))
    for place in range(side * side):
        colour = colours[(place * place + place // side) % 7]
        picture.paste(colour, (place % side, place // side, place % side + 1, side))
    return picture.resize((side * 40, side * 40), Picture.Resampling.NEAREST)


def stored(content, name):
    return store_image(content, name=name, title="Hall", owner=UserFactory())


def test_it_is_drawn_as_the_picture_is_taken_in():
    image = stored(picture_bytes(1600, 900), "hall.png")
    drawn = pixels_of(Image.objects.get(pk=image.pk).placeholder)
    assert drawn.size == (16, 9)
    assert drawn.getpixel((8, 4)) == pytest.approx((0xFF, 0x6B, 0x6B), abs=12)


@pytest.mark.parametrize("name", ["still.jpg", "still.png", "still.webp", "moving.webp"])
def test_it_is_turned_as_the_picture_is(name):
    drawn = pixels_of(stored(TELLING[name], name).placeholder)
    assert drawn.width < drawn.height
    assert sum(drawn.getpixel((2, 2))) > sum(drawn.getpixel((2, 13))) + 150


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize(("width", "height"), [(640, 360), (300, 300), (1, 3000), (3000, 2), (1, 1)])
def test_it_is_short_whatever_it_shows(mode, width, height):
    assert len(draw_placeholder(BytesIO(written(noise(width, height, mode), "JPEG")))) <= MOST_LETTERS


def test_even_the_most_colourful_one_is_short():
    drawn = draw_placeholder(BytesIO(written(patchwork(), "PNG")))
    assert 0 < len(drawn) <= MOST_LETTERS
    assert pixels_of(drawn)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_behind_what_lets_light_through_nothing_stands(mode):
    picture = Picture.new("RGBA", (64, 36), "#ff6b6b")
    options = {}
    if mode == "P":
        picture = picture.convert("RGB").quantize(4)
        options = {"transparency": 0}
    else:
        picture.paste((0, 0, 0, 0), (0, 0, 32, 36))
    image = stored(written(picture.convert(mode), "PNG", **options), "sign.png")
    assert image.placeholder == ""
    assert MediaLookup(References(images={image.pk})).image(image.pk)["placeholder"] is None


def test_an_opaque_picture_that_could_let_light_through_has_one():
    assert pixels_of(stored(written(Picture.new("RGBA", (64, 36), "#ff6b6b"), "PNG"), "sign.png").placeholder)


def test_a_new_file_has_a_new_one_and_no_focal_point_of_the_old():
    image = ImageFactory(focal_point_x=10, focal_point_y=10, focal_point_width=4, focal_point_height=4)
    before = image.placeholder
    image.title = "Renamed"
    image.save()
    assert (image.placeholder, image.focal_point_x) == (before, 10)
    image.file = ContentFile(picture_bytes(30, 60, "#00b894"), name="new.png")
    image.save()
    image.refresh_from_db()
    assert image.placeholder != before
    assert pixels_of(image.placeholder).size == (8, 16)
    assert image.get_focal_point() is None


def test_who_saves_a_picture_as_it_was_before_keeps_what_belongs_to_its_new_file():
    stale = stored(picture_bytes(64, 36), "hall.png")
    Image.objects.filter(pk=stale.pk).update(focal_point_x=8, focal_point_y=8)
    replaced = Image.objects.get(pk=stale.pk)
    stale.refresh_from_db()
    replaced.file = ContentFile(picture_bytes(36, 64, "#000000"), name="cellar.png")
    replaced.save()
    stale.title = "Cellar"
    stale.save()
    now = Image.objects.get(pk=stale.pk)
    assert (now.title, now.file.name, now.placeholder) == ("Cellar", replaced.file.name, replaced.placeholder)
    assert (now.width, now.height, now.focal_point_x) == (36, 64, None)


def test_a_focal_point_that_comes_with_its_file_stays():
    image = ImageFactory()
    image.file = ContentFile(picture_bytes(30, 60), name="new.png")
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 15, 20, 4, 4
    image.save()
    assert image.focal_point_x == 15


def test_readers_are_told_of_measures_focal_point_and_placeholder():
    image = ImageFactory(focal_point_x=16, focal_point_y=36, focal_point_width=4, focal_point_height=4)
    look = {"width": 64, "height": 36, "focal_point": {"x": 0.25, "y": 1.0}, "placeholder": image.placeholder}
    film = VideoFactory(poster=image)
    lookup = MediaLookup(References(images={image.pk}, videos={film.pk}))
    for shown in (lookup.image(image.pk), lookup.video(film.pk)["poster"]):
        assert {name: shown[name] for name in look} == look


def test_a_point_beyond_the_picture_is_at_its_edge():
    image = ImageFactory(focal_point_x=99, focal_point_y=0, focal_point_width=4, focal_point_height=4)
    assert MediaLookup(References(images={image.pk})).image(image.pk)["focal_point"] == {"x": 1.0, "y": 0.0}


def test_one_without_a_focal_point_says_so():
    image = ImageFactory()
    assert MediaLookup(References(images={image.pk})).image(image.pk)["focal_point"] is None


def test_pictures_of_before_are_given_theirs_and_what_shows_them_is_looked_for(monkeypatch):
    found = []
    monkeypatch.setattr("courses.receivers.refreshing.order_refresh_after_media", found.append)
    image, other, drawn = ImageFactory(), ImageFactory(), ImageFactory()
    was = image.placeholder
    Image.objects.filter(pk__in=[image.pk, other.pk]).update(placeholder=None)
    monkeypatch.setattr("media.operations.placeholders.AT_ONCE", 1)
    assert [draw_placeholders() for _again in range(3)] == [1, 1, 0]
    image.refresh_from_db()
    assert image.placeholder == was
    assert found == [image.public_id, other.public_id]
    assert drawn.public_id not in found


def test_a_file_that_is_gone_is_not_looked_for_again():
    image = ImageFactory()
    Image.objects.filter(pk=image.pk).update(placeholder=None, file="pictures/gone.png")
    assert [draw_placeholders(), draw_placeholders()] == [1, 0]
    assert Image.objects.get(pk=image.pk).placeholder == ""


def test_a_silent_storage_is_asked_again(monkeypatch):
    image = ImageFactory()
    Image.objects.filter(pk=image.pk).update(placeholder=None)

    def silent(*_words, **_more):
        raise TimeoutError

    with monkeypatch.context() as patched:
        patched.setattr("media.operations.placeholders.draw_placeholder", silent)
        assert draw_placeholders() == 0
    assert draw_placeholders() == 1


def test_a_picture_that_is_replaced_meanwhile_keeps_what_is_its_own(monkeypatch):
    image = ImageFactory()
    Image.objects.filter(pk=image.pk).update(placeholder=None)

    def slow(file):
        Image.objects.filter(pk=image.pk).update(file="pictures/other.png")
        return draw_placeholder(file)

    monkeypatch.setattr("media.operations.placeholders.draw_placeholder", slow)
    assert draw_placeholders() == 0
    assert Image.objects.get(pk=image.pk).placeholder is None
