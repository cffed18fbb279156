"""An in-process cache of small answers, which dies with the generation they are of."""

from __future__ import annotations

import threading
from collections import OrderedDict


class Kept:
    """Small answers of one generation, the least used thrown away first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.largest = most // 64
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, bytes] = OrderedDict()
        self._generation = 0
        self._size = 0

    def get(self, name: str) -> bytes | None:
        """The bytes of an answer by its tag, if they are here."""
        with self._lock:
            found = self._answers.get(name)
            if found is not None:
                self._answers.move_to_end(name)
            return found

    def put(self, generation: int, name: str, raw: bytes) -> None:
        """Keep an answer; those of an older generation go."""
        if len(raw) > self.largest:
            return
        with self._lock:
            if generation != self._generation:
                self._answers.clear()
                self._generation, self._size = generation, 0
            if name not in self._answers:
                self._answers[name] = raw
                self._size += len(raw)
            while self._size > self._most:
                self._size -= len(self._answers.popitem(last=False)[1])
