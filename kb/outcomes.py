"""What an ingest says of each file and of the whole run."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

Status = Literal["stored", "replaced", "unchanged", "superseded", "retracted", "refused"]
STATUSES: tuple[Status, ...] = get_args(Status)
BROUGHT = ("new_entities", "new_events", "new_agreements", "joined")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    file: str
    status: Status
    article: str | None = None
    reason: str | None = None
    message: str | None = None
    new_entities: int = 0
    new_events: int = 0
    new_agreements: int = 0
    joined: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What became of all files of a run."""

    outcomes: tuple[Outcome, ...]
    generation: int
    seconds: float

    @property
    def counts(self) -> dict[str, int]:
        """How many files were read, how many ended in each way, and what they brought."""
        found = Counter(outcome.status for outcome in self.outcomes)
        ended: dict[str, int] = {status: found[status] for status in STATUSES}
        sums = {name: sum(getattr(o, name) for o in self.outcomes) for name in BROUGHT}
        return {"read": len(self.outcomes), **ended, **sums}

    def as_json(self) -> dict[str, Any]:
        """The report as `kb ingest --json` prints it."""
        outcomes = [{k: v for k, v in asdict(o).items() if v is not None} for o in self.outcomes]
        return {
            **self.counts,
            "generation": self.generation,
            "seconds": round(self.seconds, 3),
            "files": outcomes,
        }

    def as_table(self) -> str:
        """The report as `kb ingest` prints it: a line a count, a line a refused file."""
        rows = [(name.replace("_", " "), str(count)) for name, count in self.counts.items()]
        rows += [("generation", str(self.generation)), ("seconds", f"{self.seconds:.1f}")]
        lines = [f"{name:16}{value:>10}" for name, value in rows]
        refused = [o for o in self.outcomes if o.status == "refused"]
        lines += [f"refused [{o.reason}] {o.message}" for o in refused]
        return "\n".join(lines)
