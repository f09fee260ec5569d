"""The pages of what reading and grammar find. Importing this registers all of them."""

from iamlab.engine.lint.pages import (
    conditions,
    control_policies,
    document,
    emptiness,
    json_text,
    principals,
    quotas,
    resources,
    sids,
    trust,
    variables,
)

__all__ = [
    "conditions",
    "control_policies",
    "document",
    "emptiness",
    "json_text",
    "principals",
    "quotas",
    "resources",
    "sids",
    "trust",
    "variables",
]
