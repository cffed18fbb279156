"""The service under gunicorn: one process tree, threads in each worker."""

from __future__ import annotations

import os
import sys
from typing import Any

from gunicorn.app.base import BaseApplication

from kb.logs import start_logging
from kb.serve.app import create_app
from kb.settings import Settings, from_environment
from kb.store import opening
from kb.store.named import read_queries


class _Application(BaseApplication):
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": f"{self.settings.host}:{self.settings.port}",
            "workers": self.settings.workers,
            "threads": self.settings.threads,
            "worker_class": "gthread",
            "timeout": 60,
            "graceful_timeout": 10,
            "keepalive": 5,
            "limit_request_line": 8190,
            "limit_request_fields": 64,
            "loglevel": self.settings.log_level.lower(),
            "proc_name": "khabar",
            "control_socket_disable": True,
            # By default a neighbour on 127.0.0.1 could choose scheme and path by headers of its
            # own; whom to trust is KB_TRUSTED_PROXIES alone.
            "forwarded_allow_ips": "",
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return create_app(self.settings)


def run(settings: Settings) -> None:
    """Serve until stopped; what keeps a worker from starting is raised here, once, before.

    As a new program in place of this one: the command line has loaded extraction and shapes, which
    are 100 MB that no web worker has a use for.
    """
    opening.require(settings)
    read_queries(settings.queries)
    os.execv(sys.executable, [sys.executable, "-m", "kb.wsgi"])  # noqa: S606  no shell is wanted


def main() -> None:
    """Serve the base of the environment's settings."""
    settings = from_environment()
    start_logging(settings.log_level)
    _Application(settings).run()


if __name__ == "__main__":
    main()
