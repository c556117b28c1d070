"""Work on media in the background: scanning, making streams and sounds ready, removing what is not wanted any more."""

from wagtail.images.models import Filter

from kit.jobs import job, schedule
from media.access.addresses import MAKE_RENDITION
from media.models import Image
from media.operations import making, orphans, placeholders, scans, sounds, stamping, streams, uploads


@schedule("media.sweep_uploads", cron="*/15 * * * *")
def sweep_uploads() -> None:
    uploads.sweep_uploads()


@schedule("media.scan_what_is_due", cron="* * * * *")
def scan_what_is_due() -> None:
    scans.scan_what_is_due()


@schedule("media.sweep_scans", cron="*/10 * * * *")
def sweep_scans() -> None:
    scans.sweep_scans()


@job(scans.SCAN)
def scan_files() -> None:
    scans.scan_files()


@schedule("media.sweep_copies", cron="*/10 * * * *")
def sweep_copies() -> None:
    stamping.sweep_copies()


@schedule("media.sweep_streams", cron="*/10 * * * *")
def sweep_streams() -> None:
    streams.sweep_streams()


@schedule("media.sweep_orphans", cron="50 3 * * *")
def sweep_orphans() -> None:
    orphans.sweep_orphans()


@schedule("media.draw_placeholders", cron="*/10 * * * *")
def draw_placeholders() -> None:
    placeholders.draw_placeholders()


@job(streams.MAKE, queue="films", attempts=making.MOST_TRIES, growth=10)
def make_stream(*, stream_id: int) -> None:
    streams.make_stream(stream_id)


@schedule("media.sweep_sounds", cron="*/10 * * * *")
def sweep_sounds() -> None:
    sounds.sweep_sounds()


@job(sounds.MAKE, queue="films", attempts=making.MOST_TRIES, growth=10)
def make_sound(*, soundrendition_id: int) -> None:
    sounds.make_sound(soundrendition_id)


@job(making.REMOVE)
def remove_files(*, place: str) -> None:
    making.remove_files(place)


@job(MAKE_RENDITION)
def make_rendition(*, image_id: int, spec: str) -> None:
    picture = Image.objects.filter(pk=image_id).first()
    if picture is not None:
        picture.get_rendition(Filter(spec=spec))
