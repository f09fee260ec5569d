"""ArnEquals and ArnLike, which are one operator: six fields, compared one by one (O18, O20, O22)."""

from collections.abc import Callable

from iamlab.engine.patterns import Token, compile_parts

FIELDS = 6


def _fields(tokens: tuple[Token, ...]) -> list[list[Token]]:
    """Split a pattern at its first five colons, keeping wildcards apart from literal text."""
    fields: list[list[Token]] = [[]]
    for token in tokens:
        if not isinstance(token, str):
            fields[-1].append(token)
            continue
        first, *others = token.split(":", FIELDS - len(fields))
        fields[-1].append(first)
        fields += [[text] for text in others]
    return fields


def matcher(tokens: tuple[Token, ...]) -> Callable[[str], bool]:
    """A test for ARNs; a wildcard stays inside its field, and the last field keeps its colons. Other texts never
    match.
    """
    globs = [compile_parts(field) for field in _fields(tokens)]

    def matches(value: str) -> bool:
        fields = value.split(":", FIELDS - 1)
        return len(fields) == FIELDS == len(globs) and all(
            glob.matches(field) for glob, field in zip(globs, fields, strict=True)
        )

    return matches
