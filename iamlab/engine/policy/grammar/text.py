"""Characters that IAM does not take in a policy document (G14)."""

import re
from collections.abc import Iterator

from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.syntax.diagnostics import Diagnostic, FindingType
from iamlab.engine.syntax.positions import LineIndex

_REFUSED = re.compile(r"[^\t\n\r -\u00ff]")
_OF_IAM = frozenset({PolicyKind.IDENTITY, PolicyKind.BOUNDARY, PolicyKind.SESSION, PolicyKind.TRUST})


def check_characters(text: str, kind: PolicyKind) -> Iterator[Diagnostic]:
    """Each refused character once, where it stands first. Only for the kinds that IAM itself saves."""
    if kind not in _OF_IAM:
        return
    lines = LineIndex(text)
    seen: set[str] = set()
    for match in _REFUSED.finditer(text):
        char = match.group()
        if char not in seen:
            seen.add(char)
            shown = f"`{char}` (U+{ord(char):04X})" if char.isprintable() else f"the character U+{ord(char):04X}"
            help = "Replace it: tabs, line breaks and the characters U+0020 to U+00FF are allowed."
            message = f"IAM does not take {shown} in a policy"
            span = lines.span(match.start(), match.end())
            yield Diagnostic("UNSUPPORTED_CHARACTER", FindingType.ERROR, message, help, span)
