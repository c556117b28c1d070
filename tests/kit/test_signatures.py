"""What Perfomix and a front end send each other is signed, and nothing else is believed."""

from datetime import timedelta

import pytest

from kit import clock
from kit.signatures import is_signed, signed_headers
from tests import storefronts

pytestmark = pytest.mark.covers("fault-W10", "fault-R2")


class TestSignatures:
    BODY = b'{"expire":[],"stale":["home"]}'

    @pytest.fixture(autouse=True)
    def secret(self, settings):
        settings.STOREFRONT_SECRET = storefronts.SECRET

    def signed(self, body=BODY):
        return tuple(signed_headers(body).values())

    def test_a_signature_holds_for_five_minutes(self):
        signed_at = clock.now().replace(microsecond=0)
        with clock.held_at(signed_at):
            timestamp, signature = self.signed()
        for seconds, holds in [(-301, False), (-300, True), (0, True), (300, True), (301, False)]:
            with clock.held_at(signed_at + timedelta(seconds=seconds)):
                assert is_signed(self.BODY, timestamp, signature) is holds, seconds

    def test_any_other_byte_breaks_it(self):
        timestamp, signature = self.signed()
        assert not is_signed(self.BODY + b" ", timestamp, signature)
        assert not is_signed(self.BODY, str(int(timestamp) + 1), signature)
        assert not is_signed(self.BODY, timestamp, signature[:-1] + ("0" if signature[-1] != "0" else "1"))

    @pytest.mark.parametrize("timestamp", ["", "now", "-5", "1e9", "٣٣", "9" * 13, "1790000000.5"])
    def test_a_time_that_is_none_is_refused(self, timestamp):
        assert not is_signed(self.BODY, timestamp, self.signed()[1])

    @pytest.mark.parametrize("signature", ["", "ä", "00", "0" * 64])
    def test_a_signature_that_is_none_is_refused(self, signature):
        assert not is_signed(self.BODY, self.signed()[0], signature)

    def test_another_secret_is_another_signature(self, settings):
        timestamp, signature = self.signed()
        settings.STOREFRONT_SECRET = "another"
        assert not is_signed(self.BODY, timestamp, signature)

    def test_without_a_secret_nobody_is_believed(self, settings):
        settings.STOREFRONT_SECRET = ""
        assert not is_signed(self.BODY, *self.signed())
