"""Every file ever given, by the sha256 of its bytes, and the texts taken from it.

Files are written at once and made to last together by `sync`, since six waits for the disk an
article would be most of an ingest's. Whoever publishes what refers to them calls it before.
"""

from __future__ import annotations

import json
from collections.abc import Container
from hashlib import sha256
from pathlib import Path

from kb.errors import NotThere, StoreFault
from kb.store.files import sync_all, write_unsynced


class Originals:
    """Bytes and texts, each under its own sha256; reading checks that they are still the same."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._unsynced: dict[Path, None] = {}

    def _path(self, digest: str, suffix: str = "") -> Path:
        return self._folder / digest[:2] / f"{digest}{suffix}"

    def sync(self) -> None:
        """Wait until all that was kept is on disk."""
        sync_all(self._unsynced)
        self._unsynced.clear()

    def keep(self, raw: bytes) -> str:
        """The sha256 under which these bytes are kept; from the next `sync` on, for good."""
        return self._keep(raw, "")

    def _keep(self, raw: bytes, suffix: str) -> str:
        digest = sha256(raw).hexdigest()
        path = self._path(digest, suffix)
        # Size: a power cut before `sync` may have left the name without its bytes.
        if not path.is_file() or path.stat().st_size != len(raw):
            write_unsynced(path, raw)
        self._unsynced[path] = None  # also what is there: a killed run may have left it unsynced
        return digest

    def keep_text(self, original: str, text: str, extractor: str) -> str:
        """The sha256 of a text taken from an original, which names the extractor that took it."""
        digest = self._keep(text.encode(), ".text")
        known = self.texts(original)
        if known.get(extractor) != digest:
            record = json.dumps({**known, extractor: digest}, sort_keys=True)
            write_unsynced(self._path(original, ".texts.json"), record.encode())
        self._unsynced[self._path(original, ".texts.json")] = None
        return digest

    def _read(self, digest: str, suffix: str) -> bytes:
        try:
            raw = self._path(digest, suffix).read_bytes()
        except FileNotFoundError:
            raise NotThere(f"no original with the sha256 {digest} is kept") from None
        if sha256(raw).hexdigest() != digest:
            raise StoreFault(f"the kept file {digest}{suffix} was changed after it was stored")
        return raw

    def has(self, digest: str) -> bool:
        """Whether bytes of this sha256 are kept."""
        return self._path(digest).is_file()

    def read(self, digest: str) -> bytes:
        """The bytes of this sha256; StoreFault if they were changed on disk."""
        return self._read(digest, "")

    def text(self, digest: str) -> str:
        """The text of this sha256."""
        return self._read(digest, ".text").decode()

    def texts(self, original: str) -> dict[str, str]:
        """The sha256 of each text taken from an original, by the extractor that took it."""
        try:
            raw = self._path(original, ".texts.json").read_bytes()
        except FileNotFoundError:
            return {}
        found: dict[str, str] = json.loads(raw or b"{}")  # empty: a power cut before `sync`
        return found

    def erase(self, original: str, spared: Container[str] = ()) -> int:
        """How many files were deleted: the original, its texts but those spared, their record."""
        taken = [digest for digest in self.texts(original).values() if digest not in spared]
        texts = [self._path(digest, ".text") for digest in taken]
        paths = [*texts, self._path(original, ".texts.json"), self._path(original)]
        there = [path for path in paths if path.exists()]
        for path in there:
            path.unlink(missing_ok=True)
        return len(there)
