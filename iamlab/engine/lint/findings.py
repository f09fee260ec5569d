"""What lint gives: a diagnostic, perhaps with an edit that answers it."""

from dataclasses import dataclass

from iamlab.engine.syntax.diagnostics import Diagnostic
from iamlab.engine.syntax.positions import Span


@dataclass(frozen=True, slots=True)
class QuickFix:
    """An edit that does what the help says: put `replacement` in the place of `span`. `label` names it on a button."""

    label: str
    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Finding(Diagnostic):
    """A remark about a policy; `fix` is None where what to write is for the author to decide."""

    fix: QuickFix | None = None
