"""All measurements, as plain tables: `python -m benchmarks [--articles N] [--only PART]`."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from pathlib import Path

from benchmarks import elsewhere, endpoint, ingest, publishing, runaways, serving, stages
from benchmarks.generate import write

PARTS = ("ingest", "stages", "serving", "endpoint", "runaways", "publishing", "elsewhere")


def _staged(work: Path) -> None:
    generated = write(work / "some", 200)
    stages.main(generated, work / "staged")
    for name, paths in (("generated", generated), ("real texts", ingest.real_texts())):
        print(f"{name}: ", end="")
        stages.extraction(paths, work / "staged")


def main() -> None:
    """Run the parts asked for, in a folder that is deleted afterwards."""
    options = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    options.add_argument("--articles", type=int, default=5000, help="how many are generated")
    options.add_argument("--only", choices=PARTS, action="append", help="leave the others out")
    given = options.parse_args()
    wanted = given.only or PARTS
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{platform.machine()}, {os.cpu_count()} cores, load average at the start {load}")
    with tempfile.TemporaryDirectory() as folder:
        work, home = Path(folder), Path(folder) / "base"
        if {"ingest", "serving"} & set(wanted):
            ingest.main(home, given.articles)
        if "stages" in wanted:
            _staged(work)
        if "serving" in wanted:
            serving.main(home)
        if "endpoint" in wanted:
            endpoint.main()
        if "runaways" in wanted:
            runaways.main()
        if "publishing" in wanted:
            publishing.main()
        if "elsewhere" in wanted:
            elsewhere.main()


if __name__ == "__main__":
    main()
