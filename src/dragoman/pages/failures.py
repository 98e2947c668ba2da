"""Wrong tokens and passwords by sender: who gave them lately, and for how long that sender is not listened to."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from starlette.requests import Request

_SENDERS: Final = 10_000  # of whom failures are remembered


@dataclass
class Failures:
    """Who gave wrong words lately, and for how long they are not listened to."""

    most: int = 5  # wrong words within the time, after which none is looked at
    seconds: float = 900.0
    times: OrderedDict[str, list[float]] = field(default_factory=OrderedDict[str, list[float]])
    lock: threading.Lock = field(default_factory=threading.Lock)
    clock: Callable[[], float] = time.monotonic

    def add(self, sender: str) -> None:
        """Note a wrong word."""
        with self.lock:
            self.times[sender] = [*self._lately(sender), self.clock()]
            self.times.move_to_end(sender)
            while len(self.times) > _SENDERS:
                self.times.popitem(last=False)

    def wait_of(self, sender: str) -> int:
        """Return for how many seconds a sender is not listened to; 0 for one who is."""
        with self.lock:
            lately = self._lately(sender)
        return int(lately[0] + self.seconds - self.clock()) + 1 if len(lately) >= self.most else 0

    def forget(self, sender: str) -> None:
        """Forget the wrong words of one who gave the right one."""
        with self.lock:
            self.times.pop(sender, None)

    def _lately(self, sender: str) -> list[float]:
        now = self.clock()
        return [each for each in self.times.get(sender, []) if now - each < self.seconds][-self.most :]


def sender_of(request: Request) -> str:
    """Return the address that a request comes from; of IPv6 the network of one household."""
    host = request.client.host if request.client is not None else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(ipaddress.ip_network(f"{host}/64", strict=False)) if address.version == 6 else host
