"""Letters and digits that look drawn by lot and follow from a text, so that a cloud has the same ids every time."""

from base64 import b32encode
from functools import lru_cache
from hashlib import sha256


@lru_cache(maxsize=4096)
def letters(text: str, count: int) -> str:
    """Up to 52 capital letters and digits; another text gives others."""
    return b32encode(sha256(text.encode()).digest()).decode()[:count]
