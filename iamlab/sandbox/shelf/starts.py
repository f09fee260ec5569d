"""The scenarios that a sandbox may start from."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from iamlab.cloud import load_scenario

from ..bench import Bench, bench_of

FOLDER = Path(__file__).resolve().parent.parent / "scenarios"


@dataclass(frozen=True, slots=True)
class Start:
    """A scenario to start from; `slug` is the name of its file."""

    slug: str
    title: str
    summary: str


BLANK = Start("blank", "Blank", "One account with one user, and nothing that allows anything.")
STARTS = (
    Start(
        "own-accounts",
        "Two accounts of your own",
        "A developer in dev deploys to prod by a role that asks for MFA.",
    ),
    Start(
        "vendor",
        "A vendor from outside",
        "Acme Monitoring enters prod by a role, and has to give the right external ID.",
    ),
    Start(
        "company-directory",
        "The company directory",
        "People sign in by SAML and work as a role; nobody has an IAM user of their own.",
    ),
    Start(
        "github-actions",
        "A build without keys",
        "GitHub Actions trades its token for a session: one repository, one branch.",
    ),
    Start(
        "workloads",
        "Machines at work",
        "An instance profile, an execution role, and who may hand a role to a service.",
    ),
    Start(
        "guardrails",
        "An administrator under guardrails",
        "An SCP keeps dev in Europe, and a boundary caps what one user may do.",
    ),
    Start(
        "keys",
        "A key that says no",
        "AdministratorAccess can't decrypt: the key policy names one role and nobody else.",
    ),
    Start(
        "shared-bucket",
        "A bucket shared across accounts",
        "The bucket policy names two analysts of another account. One of them still can't read.",
    ),
)


def start_of(slug: str) -> Start | None:
    """The start of that name."""
    return next((start for start in (BLANK, *STARTS) if start.slug == slug), None)


@lru_cache(maxsize=16)
def bench_for(start: Start) -> Bench:
    """A fresh workbench of a start. Raises ValueError for a file that is no scenario."""
    reading = load_scenario((FOLDER / f"{start.slug}.yaml").read_text(encoding="utf-8"), f"{start.slug}.yaml")
    if reading.scenario is None:
        raise ValueError("; ".join(str(problem) for problem in reading.problems))
    return bench_of(reading.scenario)
