"""The five relations that numbers and instants can be in."""

import operator
from collections.abc import Callable
from typing import Any

from iamlab.engine.policy.operators import Relation

RELATIONS: dict[Relation, Callable[[Any, Any], bool]] = {
    Relation.EQUAL: operator.eq,
    Relation.LESS: operator.lt,
    Relation.LESS_OR_EQUAL: operator.le,
    Relation.GREATER: operator.gt,
    Relation.GREATER_OR_EQUAL: operator.ge,
}
"""`RELATIONS[relation](value of the request, value of the policy)`."""
