"""Sids: which characters they take and whether one may come twice (G23)."""

import re
from collections.abc import Iterator

from iamlab.engine.policy.documents import PolicyDocument
from iamlab.engine.policy.grammar.remarks import Remark
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.syntax.diagnostics import FindingType, in_backticks

_OF_IAM = frozenset({PolicyKind.IDENTITY, PolicyKind.BOUNDARY, PolicyKind.SESSION, PolicyKind.TRUST})
"""Kinds that IAM itself saves; other services have charsets of their own."""

_PLAIN = re.compile(r"[A-Za-z0-9]*")


def check_sids(document: PolicyDocument) -> Iterator[Remark]:
    """Every Sid of a document against the rules of its kind."""
    first: dict[str, str] = {}
    of_iam = document.kind in _OF_IAM
    for statement in document.statements:
        sid, path = statement.sid, f"{statement.path}/Sid"
        if sid is None:
            continue
        if not sid:
            help = "Give it a name, or remove it."
            yield Remark("EMPTY_SID_VALUE", path, "the `Sid` is empty", help, FindingType.SUGGESTION)
        elif of_iam and not _PLAIN.fullmatch(sid):
            message = f"{in_backticks(sid)} has characters that a `Sid` does not take"
            yield Remark("UNSUPPORTED_SID", path, message, "Use letters and digits only, such as `ReadReports`.")
        if sid and sid in first:
            yield _repeated(sid, path, first[sid], of_iam)
        first.setdefault(sid, path)


def _repeated(sid: str, path: str, first: str, of_iam: bool) -> Remark:
    code = "UNIQUE_SIDS_REQUIRED" if of_iam else "UNIQUE_SIDS_RECOMMENDED"
    type = FindingType.ERROR if of_iam else FindingType.WARNING
    help = "Give each statement a name of its own."
    return Remark(code, path, f"{in_backticks(sid)} names two statements", help, type, related=(first,))
