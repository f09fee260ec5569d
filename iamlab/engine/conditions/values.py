"""What a request can carry as the value of a condition key, for whoever fills in a form."""

from iamlab.engine.conditions import ip
from iamlab.engine.conditions.comparers import readable
from iamlab.engine.policy.operators import Family
from iamlab.engine.request.mistakes import FieldMistake
from iamlab.engine.syntax.diagnostics import in_backticks

_TAKES = {
    Family.ARN: ("an ARN", "Write one, such as `arn:aws:s3:::reports`."),
    Family.BOOL: ("`true` or `false`", "Write one of the two."),
    Family.DATE: ("a time", "Write one, such as `2026-12-24T22:00:00Z`."),
    Family.IP: ("one IP address", "Write one, such as `203.0.113.24`."),
    Family.NUMERIC: ("a number", "Write one, such as `600`."),
}


def value_mistake(key: str, family: Family, value: str) -> FieldMistake | None:
    """Why a text is no value for a key whose values are compared by `family` (O13 to O18); None for one that is.

    A request comes from one address: a range, which a policy may name, is none (O17).
    """
    fits = ip.parse_address(value) is not None if family is Family.IP else readable(family, value)
    if fits or family not in _TAKES:
        return None
    takes, help = _TAKES[family]
    return FieldMistake(f"{in_backticks(key)} takes {takes}, and {in_backticks(value)} is something else", help)
