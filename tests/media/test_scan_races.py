"""A verdict is of the content that was looked at, whatever becomes of the file meanwhile."""

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from kit import jobs
from kit.failpoints import hold
from media.enums import ScanState
from media.models import Document, Scan
from media.operations.scans import look_at, scan_files
from notices.models import Notice
from tests.fakes.clamd import EICAR
from tests.media.conftest import infected, is_served, new_producer, state_of, text
from tests.races import Runner

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.covers("req-J5")]


def looking_at(document):
    return Runner(lambda: look_at(Scan.objects.get(file=document.file.name)))


def test_a_file_that_is_replaced_while_the_old_one_is_looked_at_is_not_called_clean(scanner, client):
    document = text()
    old = Scan.objects.get()
    with scanner.held():
        looking = looking_at(document)
        scanner.wait_until_asked()
        document.file = ContentFile(EICAR, name="words.txt")
        document.save()
    assert looking.outcome() is True
    old.refresh_from_db()
    assert (old.state, scanner.seen) == (ScanState.CLEAN, [b"Words.\n"])
    assert (state_of(document), is_served(document, client)) == (ScanState.WAITING, False)
    scan_files()
    assert (state_of(document), is_served(document, client)) == (ScanState.INFECTED, False)


def test_a_file_that_goes_while_it_is_looked_at_is_forgotten(scanner):
    document = infected()
    with scanner.held():
        looking = looking_at(document)
        scanner.wait_until_asked()
        Document.objects.get(pk=document.pk).delete()
    assert looking.outcome() is True
    assert not Scan.objects.exists()


def test_two_who_look_at_one_file_tell_of_it_once(scanner):
    document = infected(uploaded_by_user=new_producer())
    with hold("media.file_is_looked_at", count=2) as held:
        both = [looking_at(document) for _ in range(2)]
        for _ in both:
            held.wait_until_reached()
    assert [one.outcome() for one in both] == [True, True]
    assert len(scanner.seen) == 2
    assert Notice.objects.filter(kind="courses.file_infected").count() == 1


def test_an_upload_that_is_undone_is_not_looked_at(scanner):
    with transaction.atomic():
        text()
        assert jobs.is_under_way("media.scan_files")
        transaction.set_rollback(True)
    assert not Scan.objects.exists()
    assert not jobs.is_under_way("media.scan_files")
