"""Help for whoever writes a policy: what could come next, what a word means, the same policy laid out or spelt out.

Works on half-written texts. What exists in the account is passed in as `Known`.
"""

from iamlab.engine.writing.completing import complete
from iamlab.engine.writing.describing import describe
from iamlab.engine.writing.offers import MOST_OFFERS, Description, Known, Offer, OfferKind, Offers
from iamlab.engine.writing.rewriting import Rewritten, expand_wildcards, format_policy

__all__ = [
    "MOST_OFFERS",
    "Description",
    "Known",
    "Offer",
    "OfferKind",
    "Offers",
    "Rewritten",
    "complete",
    "describe",
    "expand_wildcards",
    "format_policy",
]
