"""Where everything lies under KB_HOME."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kb.errors import StoreFault

DIGITS = 6


def numbered(number: int) -> str:
    """A generation's number as files and folders are named by it."""
    return f"{number:0{DIGITS}d}"


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one base."""

    home: Path

    @property
    def originals(self) -> Path:
        """Every file ever given, by sha256, and the texts taken from them."""
        return self.home / "originals"

    @property
    def refused(self) -> Path:
        """What was refused, with its report."""
        return self.home / "refused"

    @property
    def journal(self) -> Path:
        """Segments of the journal, one a generation."""
        return self.home / "journal"

    @property
    def generations(self) -> Path:
        """The published generations."""
        return self.home / "generations"

    @property
    def current(self) -> Path:
        """The pointer: a small file that holds the number of the current generation.

        A file and not a symbolic link: one read gives one number, where a link is followed anew
        by each open and two opens may land in two generations; and copies of a base keep it.
        """
        return self.home / "current"

    @property
    def moved(self) -> Path:
        """The pointer of a base that lies at a SPARQL engine now."""
        return self.home / "current.moved"

    @property
    def writer(self) -> Path:
        """The one read-write store."""
        return self.home / "writer" / "store"

    @property
    def writer_state(self) -> Path:
        """Which generation the read-write store equals; absent while it equals none."""
        return self.home / "writer" / "state"

    @property
    def writer_lock(self) -> Path:
        """The lock of the one writer; it holds the pid of its holder."""
        return self.home / "writer.lock"

    @property
    def slots(self) -> Path:
        """Locks by which serving processes count the long evaluations that run."""
        return self.home / "slots"

    @property
    def outbox(self) -> Path:
        """Changes on their way to a SPARQL engine."""
        return self.home / "outbox"

    def packed(self, number: int) -> Path:
        """The folder of a revision's changes, in the outbox."""
        return self.outbox / numbered(number)

    def generation(self, number: int) -> Path:
        """The folder of a generation."""
        return self.generations / numbered(number)

    def segment(self, number: int) -> Path:
        """The journal segment of a generation."""
        return self.journal / f"{numbered(number)}.jsonl"

    def make(self) -> None:
        """Create the folders that are not there yet."""
        folders = (self.originals, self.refused, self.journal, self.generations, self.writer.parent)
        try:
            for folder in folders:
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreFault(f"the folder {self.home} cannot be used: {error}") from error
