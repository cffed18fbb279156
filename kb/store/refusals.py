"""What was refused: the report beside the kept original, with one reason word."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kb.errors import Reason, StoreFault
from kb.ids import digest
from kb.store.files import write_whole
from kb.store.originals import Originals


@dataclass(frozen=True, slots=True)
class Refused:
    """One refused input."""

    file: str
    reason: Reason
    message: str
    sha256: str | None = None  # None where the bytes were not read: not there, too large
    report: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What this refusal is known by: the same file with the same bytes replaces it."""
        return digest(self.file, self.sha256 or "")[:32]


class Refusals:
    """The refused folder."""

    def __init__(self, folder: Path, originals: Originals) -> None:
        self._folder = folder
        self._originals = originals

    def keep(self, refused: Refused, raw: bytes | None = None) -> Path:
        """The report's path, once the report and the bytes it is about are on disk."""
        if raw is not None and self._originals.keep(raw) != refused.sha256:
            raise StoreFault(f"the report on {refused.file} is about other bytes than those given")
        self._originals.sync()
        path = self._folder / f"{refused.key}.json"
        text = json.dumps(asdict(refused), ensure_ascii=False, indent=2, sort_keys=True)
        write_whole(path, text.encode())
        return path

    def forget(self, refused: Refused) -> None:
        """Take a report away, since its input was accepted."""
        (self._folder / f"{refused.key}.json").unlink(missing_ok=True)

    def erase(self, original: str) -> None:
        """Take away every report on bytes of this sha256."""
        for refused in list(self):
            if refused.sha256 == original:
                self.forget(refused)

    def __iter__(self) -> Iterator[Refused]:
        """All reports, by file name."""
        found = [
            Refused(**json.loads(path.read_bytes())) for path in self._folder.glob("[!.]*.json")
        ]
        yield from sorted(found, key=lambda refused: (refused.file, refused.sha256 or ""))
