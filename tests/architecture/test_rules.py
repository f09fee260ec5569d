"""Rule ids, such as D21b: whoever meets one can look it up."""

import re
import tomllib
from pathlib import Path

from .project import PACKAGES, ROOT, shown

RULE_ID = re.compile(r"\b[GMCOVDSELI]\d{1,2}[a-z]?\b")
# The names of two services look like rule ids.
SERVICES = {"S3"}
CITING = [*PACKAGES, "tests/engine", "tests/cloud", "tests/lessons"]


def rules() -> set[str]:
    """Return the ids that rules.toml explains."""
    return set(tomllib.loads((ROOT / "iamlab/engine/rules.toml").read_text(encoding="utf-8")))


def citing_files() -> list[Path]:
    """Return the files that may cite a rule."""
    files = [file for folder in CITING for file in (ROOT / folder).rglob("*.*")]
    return [file for file in files if file.suffix in {".py", ".json", ".md", ".yaml"}]


def test_every_cited_rule_is_explained() -> None:
    """A comment that cites a rule is worth something only if the rule can be found."""
    known = rules() | SERVICES
    unknown = {
        f"{shown(file)}: {rule}"
        for file in citing_files()
        for rule in RULE_ID.findall(file.read_text(encoding="utf-8"))
        if rule not in known
    }
    assert sorted(unknown) == []
