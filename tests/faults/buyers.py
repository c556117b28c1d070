"""People who buy while everything dies around them. They ask again, under the same key, until they are answered."""

import json
import random
import threading
import time
import urllib.error
import urllib.request
import uuid
from http.client import HTTPException

from tests.faults.world import PATIENCE, World

GOOD, DECLINED, DISPUTES = "4242424242424242", "4000000000000002", "4000000000000259"
# One tax, two taxes, and none.
COUNTRIES = ["DE", "PT", "CA", "US"]
TIMEOUT = 20


class NoAnswer(AssertionError):
    """The shop did not come back in time."""


class Buyer(threading.Thread):
    """Buys one course in one of several ways, drawn from `seed`. `order` and `heard` say what the shop answered."""

    def __init__(self, world: World, token: str, stage: dict, *, seed: str, arrives_after: float):
        super().__init__(daemon=True)
        self._world, self._token, self._arrives_after = world, token, arrives_after
        self._chance = random.Random(seed)
        self._course, self._coupon = self._chance.choice(stage["courses"]), stage["coupon"]
        self.order, self.heard, self.refused, self.failure = None, [], None, None
        self.start()

    def run(self):
        try:
            time.sleep(self._arrives_after)
            self._buy()
        except Exception as error:
            self.failure = error

    def _buy(self):
        key = str(uuid.UUID(int=self._chance.getrandbits(128)))
        wanted = {"items": [{"kind": "course", "id": self._course}]}
        if self._chance.random() < 0.4:
            self._ask("POST", "/me/cart", wanted)
        if self._chance.random() < 0.3:
            wanted["coupon"] = self._coupon
        is_gift = self._chance.random() < 0.3
        status, order = self._ask("POST", *self._gift(wanted) if is_gift else ("/me/orders", wanted), key)
        if status == 409:
            self.refused = order["error"]["details"]["reason"]
            return
        assert status in {200, 201}, (status, order)
        self.order = order["id"]
        ways = {"pays": 60, "is declined first": 10, "disputes": 15, "abandons": 8, "calls it off": 7}
        way = self._chance.choices(list(ways), list(ways.values()))[0]
        if way == "abandons":
            return
        if way == "calls it off":
            self._hear(self._ask("DELETE", f"/me/orders/{self.order}"))
            return
        status, page = self._ask("POST", f"/me/orders/{self.order}/payment", key=key)
        if status == 409:  # the sweep or a second answer was quicker
            return
        assert status == 200, (status, page)
        session = page["url"].rpartition("/")[2].partition("?")[0].partition("#")[0]
        country = self._chance.choice(COUNTRIES)
        for card in {"is declined first": [DECLINED, GOOD], "disputes": [DISPUTES]}.get(way, [GOOD]):
            self._world.stripe.control("POST", f"sessions/{session}/pay", card=card, country=country)
        if self._chance.random() < 0.7:  # the others close the window
            self._hear(self._ask("POST", f"/me/orders/{self.order}/settlement", key=key))
        if "paid" in self.heard and is_gift:
            self._accept(key)
        if "paid" in self.heard and self._chance.random() < 0.3:
            self._give_back(key)

    def _gift(self, wanted):
        (thing,) = wanted.pop("items")
        return "/me/gifts", {**thing, **wanted, "recipient_name": "Ana", "recipient_email": "ana@example.org"}

    def _accept(self, key):
        """Whoever has the link may take it: here it is the giver."""
        _status, order = self._ask("GET", f"/me/orders/{self.order}")
        # Staff was quicker, and gave the money back.
        if code := order["lines"][0]["gift"]["link"].rpartition("/")[2]:
            status, answer = self._ask("POST", f"/gifts/{code}/acceptance", key=key)
            assert status in {201, 409}, (status, answer)

    def _give_back(self, key):
        _status, standing = self._ask("GET", f"/me/orders/{self.order}/refunds")
        body = {"line": standing["lines"][0]["line"]}
        status, answer = self._ask("POST", f"/me/orders/{self.order}/refunds", body, key)
        assert status in {200, 201, 409}, (status, answer)

    def _hear(self, answer):
        status, order = answer
        if status == 200:
            self.heard.append(order["state"])
        else:
            assert status in {409, 503}, answer

    def _ask(self, method, path, body=None, key=""):
        """What the shop answers in the end; errors of its own and silence are asked again."""
        deadline = time.monotonic() + PATIENCE
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        headers |= {"Idempotency-Key": f"{key}{path}"[:100]} if key else {}
        while time.monotonic() < deadline:
            data = json.dumps(body).encode() if body is not None else None
            request = urllib.request.Request(  # noqa: S310 - our own program
                f"{self._world.api}/api/v1{path}", data, headers, method=method
            )
            try:
                status, answer = answered(request)
                if status < 500 and status != 429:
                    return status, answer
            # Nobody there, or killed before the answer was whole.
            except (OSError, ValueError, HTTPException):
                pass
            time.sleep(0.2)
        raise NoAnswer(f"{method} {path}")


def answered(request):
    """Status and body of what was answered, refusals as well."""
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - our own program
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.load(refusal)
