"""Action and NotAction (M1 to M6)."""

from iamlab.engine.matching.selection import shown_indexes
from iamlab.engine.patterns import Glob, compile_glob
from iamlab.engine.policy.documents import PatternElement, PolicyDocument
from iamlab.engine.remembering import remembered
from iamlab.engine.request.request import Request
from iamlab.engine.trace import ElementKind, ElementTrace, PatternTrace, Reason


@remembered(8192)
def _halves(pattern: str) -> tuple[Glob, Glob] | None:
    """Globs of an action pattern's prefix and name; None for a text without a colon, which names no action (M2)."""
    prefix, colon, name = pattern.lower().partition(":")
    return (compile_glob(prefix), compile_glob(name)) if colon else None


def _everything(pattern: str) -> bool:
    return pattern.strip("*") == "" and pattern != ""


class ActionMatcher:
    """The compiled Action or NotAction of one statement."""

    __slots__ = ("_all", "_exact", "_globs", "element")

    def __init__(self, element: PatternElement) -> None:
        self.element = element
        self._all = any(_everything(value) for value in element.values)
        self._exact = {value.lower() for value in element.values if "*" not in value and "?" not in value}
        self._globs = [
            halves
            for value in element.values
            if ("*" in value or "?" in value) and not _everything(value) and (halves := _halves(value))
        ]

    def matches(self, request: Request) -> bool:
        """Whether the element covers the request's action; names have no case (M1)."""
        return self._listed(request) is not self.element.negated

    def _listed(self, request: Request) -> bool:
        service, operation = request.service, request.operation
        if self._all or f"{service}:{operation}" in self._exact:
            return True
        for prefix, name in self._globs:  # noqa: SIM110 - most statements of a decision end here
            if prefix.matches(service) and name.matches(operation):
                return True
        return False

    def trace(self, request: Request, document: PolicyDocument) -> ElementTrace:
        """The same answer with a reason for each pattern."""
        element = self.element
        reasons = [_reason(value, request) for value in element.values]
        listed = {index for index, reason in enumerate(reasons) if reason in _MATCHING}
        paths = list(element.value_paths())
        indexes = shown_indexes(element.values, listed, request.action)
        patterns = tuple(
            PatternTrace(
                element.values[index], element.values[index], index in listed, reasons[index], paths[index],
                document.span(paths[index]),
            )
            for index in indexes
        )  # fmt: skip
        return ElementTrace(
            ElementKind.ACTION,
            element.name,
            request.action,
            bool(listed) is not element.negated,
            element_reason(element, bool(listed)),
            patterns,
            len(element.values) - len(indexes),
            element.path,
            document.member_span(element.path),
        )


_MATCHING = frozenset({Reason.MATCHES, Reason.MATCHES_EVERYTHING, Reason.MATCHES_BY_WILDCARD})


def element_reason(element: PatternElement, listed: bool) -> Reason:
    """Why an element with a list of patterns matches or not."""
    if not element.values:
        return Reason.EMPTY_ELEMENT
    return Reason.LISTED if listed else Reason.NOT_LISTED


def _reason(pattern: str, request: Request) -> Reason:
    if _everything(pattern):
        return Reason.MATCHES_EVERYTHING
    halves = _halves(pattern)
    if halves is None:
        return Reason.NO_SERVICE_PREFIX
    prefix, name = halves
    if not prefix.matches(request.service):
        return Reason.OTHER_SERVICE
    if not name.matches(request.operation):
        return Reason.OTHER_ACTION
    return Reason.MATCHES_BY_WILDCARD if "*" in pattern or "?" in pattern else Reason.MATCHES
