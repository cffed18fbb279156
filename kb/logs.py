"""Logging: one line a record on standard error."""

from __future__ import annotations

import logging


def start_logging(level: str) -> None:
    """Send records from a level on to standard error, with time, level and module."""
    logging.basicConfig(
        level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
