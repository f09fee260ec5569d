"""What IAM Access Analyzer checks, and how much of it lint does."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from iamlab.engine.syntax.diagnostics import FindingType

_FILE = Path(__file__).with_name("access_analyzer.toml")


@dataclass(frozen=True, slots=True)
class ListedCheck:
    """One check of AWS's list. `why_not` is empty where lint does it."""

    code: str
    title: str
    finding_type: FindingType
    why_not: str


@cache
def access_analyzer_checks() -> tuple[ListedCheck, ...]:
    """All checks that AWS lists (L2 to L5), by type and title."""
    with _FILE.open("rb") as file:
        raw = tomllib.load(file)
    reasons = raw["not_done"]
    return tuple(
        ListedCheck(code, title, type, reasons.get(code, ""))
        for type in FindingType
        for code, title in raw[type].items()
    )
