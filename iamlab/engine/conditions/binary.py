"""BinaryEquals: bytes, written in base64 (O16)."""

import base64
import binascii
from collections.abc import Callable


def parse(text: str) -> bytes | None:
    """The bytes that a base64 text stands for, or None."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def matcher(text: str) -> Callable[[str], bool]:
    """A test for the same bytes."""
    wanted = parse(text)
    return lambda value: wanted is not None and parse(value) == wanted
