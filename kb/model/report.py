"""A verdict of the gate as JSON, for `refused/` and machines, and as lines for a curator."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict

from kb.model.intake import Violation, curie
from kb.model.shapes import Verdict

Json = dict[str, object]


def to_json(verdict: Verdict) -> Json:
    """Verdict, number and list of violations, and how many nodes of each class were looked at."""
    return {
        "accepted": verdict.accepted,
        "violation_count": len(verdict.violations),
        "violations": [asdict(violation) for violation in verdict.violations],
        "focus_counts": {
            curie(kind): count for kind, count in sorted(verdict.focus_counts.items()) if count
        },
    }


def to_text(verdict: Verdict) -> str:
    """The violations under the message that they share: what to do, then where."""
    if verdict.accepted:
        return f"accepted: {sum(verdict.focus_counts.values())} nodes were looked at\n"
    groups: dict[tuple[str, str], list[Violation]] = defaultdict(list)
    for violation in verdict.violations:
        groups[violation.message, f"{violation.shape} {violation.constraint}"].append(violation)
    lines = []
    for (message, rule), found in groups.items():
        lines.append(f"{message} [{rule}]")
        lines += [f"  {_where(violation)}" for violation in found]
    return "\n".join(lines) + "\n"


def _where(violation: Violation) -> str:
    """Node, path and value of a violation, as far as it has them."""
    parts = (violation.focus, violation.path, violation.value)
    return "  ".join(part for part in parts if part) or "the whole graph"
