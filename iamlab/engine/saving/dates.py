"""Dates that IAM cannot read (L54)."""

from collections.abc import Iterator

from iamlab.engine.conditions import date
from iamlab.engine.policy.documents import PolicyDocument, value_path
from iamlab.engine.policy.grammar.remarks import Remark
from iamlab.engine.policy.operators import Family
from iamlab.engine.syntax.diagnostics import in_backticks


def check_dates(document: PolicyDocument) -> Iterator[Remark]:
    """Values of Date operators that are no dates; one with a variable is left alone."""
    for statement in document.statements:
        for clause in statement.conditions:
            if clause.operator.family is not Family.DATE:
                continue
            for index, value in enumerate(clause.values):
                if "${" not in value and date.parse(value) is None:
                    help = "Write it like `2027-07-01T00:00:00Z`."
                    path = value_path(clause.path, index, clause.listed)
                    yield Remark("TYPE_MISMATCH_DATE", path, f"{in_backticks(value)} is no date", help)
