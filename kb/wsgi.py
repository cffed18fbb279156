"""The service under gunicorn: one process tree, threads in each worker."""

from __future__ import annotations

from typing import Any

from gunicorn.app.base import BaseApplication

from kb.serve.app import create_app
from kb.settings import Settings
from kb.store.generations import Generations
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
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return create_app(self.settings)


def run(settings: Settings) -> None:
    """Serve until stopped; what keeps a worker from starting is raised here, once, before."""
    Generations(settings.home).hold_current().close()
    read_queries(settings.queries)
    _Application(settings).run()
