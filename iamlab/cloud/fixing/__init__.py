"""The least that would change a denial: searched for by trying, so that whatever is offered works.

`fixes_for` gives the smallest fixes of one request, `apply_fix` the cloud and the request after one of them, and
`side_effects` what else it changes.
"""

from iamlab.cloud.fixing.effects import SideEffect, SideEffects, side_effects
from iamlab.cloud.fixing.parts import Asked, ContextChange, Fix, FixKind, PolicyEdit, SessionChange, apply_fix
from iamlab.cloud.fixing.search import fixes_for

__all__ = [
    "Asked",
    "ContextChange",
    "Fix",
    "FixKind",
    "PolicyEdit",
    "SessionChange",
    "SideEffect",
    "SideEffects",
    "apply_fix",
    "fixes_for",
    "side_effects",
]
