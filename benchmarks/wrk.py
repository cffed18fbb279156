"""Load by wrk: requests a second and the median wait, of one address or of many in turn."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

# Each thread of wrk has one of its own; 7919 is prime to any number of subjects up to it.
_SCRIPT = """
local number = 1
request = function()
  number = (number + 7919) %% %(count)d
  return wrk.format("GET", "%(head)s" .. %(place)s .. "%(tail)s", {["Accept"] = "%(media)s"})
end
"""
JSON_ROWS = "application/sparql-results+json"
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True, slots=True)
class Pace:
    """Requests a second, and the median wait in milliseconds."""

    rate: float
    median: float


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked for: a path, in which `{}` stands for a number below `count`."""

    base: str
    path: str
    count: int = 1

    @property
    def script(self) -> str:
        """The Lua by which wrk asks."""
        head, mark, tail = self.path.partition("{}")
        place = "number" if mark else "''"
        values = {"head": head, "tail": tail, "place": place, "count": self.count}
        return _SCRIPT % {**values, "media": JSON_ROWS}


def sparql(base: str, endpoint: str, query: str, count: int = 1) -> Target:
    """A query as a target; `{}` in it stands for the number."""
    head, mark, tail = query.partition("NUMBER")
    middle = "{}" if mark else ""
    return Target(base, f"{endpoint}?query={quote(head, '')}{middle}{quote(tail, '')}", count)


def version() -> str | None:
    """The load generator's name and version; None where it is not installed."""
    if shutil.which("wrk") is None:
        return None
    told = subprocess.run(["wrk", "-v"], capture_output=True, text=True, check=False)
    return (told.stdout + told.stderr).strip().splitlines()[0].partition(" Copyright")[0]


def pace(target: Target, connections: int, seconds: float) -> Pace:
    """One run. Raises RuntimeError where an answer was no 200."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(target.script)
        script.flush()
        return _run(target, connections, seconds, Path(script.name))


def _run(target: Target, connections: int, seconds: float, script: Path) -> Pace:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:.0f}s", "--latency", "--timeout=60s"]
    told = subprocess.run(
        [*command, "-s", str(script), target.base], capture_output=True, text=True, check=True
    ).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    median = re.search(r"50%\s+([\d.]+)(us|ms|s)", told)
    if "Non-2xx" in told or "Socket errors" in told or rate is None or median is None:
        raise RuntimeError(f"{target.base} did not answer 200 each time: {told}")
    return Pace(float(rate[1]), float(median[1]) * _UNITS[median[2]])


def best(runs: list[Pace]) -> Pace:
    """The best of several runs, since others use the machine as well."""
    return Pace(max(run.rate for run in runs), min(run.median for run in runs))
