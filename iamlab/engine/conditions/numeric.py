"""Numeric operators: integers and decimals; what is not a number never matches (O13)."""

import re
from collections.abc import Callable
from decimal import Decimal

from iamlab.engine.conditions.relations import RELATIONS
from iamlab.engine.policy.operators import Relation
from iamlab.engine.remembering import remembered

_NUMBER = re.compile(r"[+-]?[0-9]{1,400}(\.[0-9]{0,400})?|[+-]?\.[0-9]{1,400}")


@remembered(1024)
def parse(text: str) -> Decimal | None:
    """The number that a text writes in plain decimal digits, or None."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def matcher(text: str, relation: Relation) -> Callable[[str], bool]:
    """A test for numbers that stand in the relation to `text`."""
    wanted = parse(text)
    compare = RELATIONS[relation]

    def matches(value: str) -> bool:
        number = parse(value)
        return number is not None and wanted is not None and compare(number, wanted)

    return matches
