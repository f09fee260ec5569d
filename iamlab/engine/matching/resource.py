"""Resource and NotResource (M10 to M21)."""

from iamlab.engine.arn import Arn, parse_arn
from iamlab.engine.matching.action import element_reason
from iamlab.engine.matching.selection import shown_indexes
from iamlab.engine.patterns import Glob, compile_glob, compile_parts
from iamlab.engine.policy.documents import PatternElement, PolicyDocument
from iamlab.engine.policy.kinds import COMPLETES_ARNS, SITS_ON_ITS_RESOURCE
from iamlab.engine.request.request import Request
from iamlab.engine.trace import ElementKind, ElementTrace, PatternTrace, Reason
from iamlab.engine.variables import Resolved, resolve, without_variables

ARN_FIELDS = 6


def completed(pattern: str) -> str:
    """An ARN pattern with its missing fields written as `*` (M14)."""
    missing = ARN_FIELDS - len(pattern.split(":", ARN_FIELDS - 1))
    return pattern + ":*" * missing if missing > 0 and pattern.startswith("arn:") else pattern


def variable_too_early(pattern: str) -> bool:
    """Whether a variable stands before the fifth colon, where it is not replaced (V3)."""
    return pattern.partition("${")[0].count(":") < ARN_FIELDS - 1


class ResourceMatcher:
    """The compiled Resource or NotResource of one statement."""

    __slots__ = ("_fixed", "_variable", "document", "element", "written")

    def __init__(self, element: PatternElement, document: PolicyDocument) -> None:
        self.element = element
        self.document = document
        complete = document.kind in COMPLETES_ARNS
        self.written = tuple(completed(value) if complete else value for value in element.values)
        self._fixed: list[Glob] = []
        self._variable: list[str] = []
        for value in self.written:
            if document.has_variables and "${" in value:
                if not variable_too_early(value):
                    self._variable.append(value)
            else:
                self._fixed.append(compile_glob(value))

    @property
    def templates(self) -> tuple[str, ...]:
        """The patterns that hold variables."""
        return tuple(self._variable)

    def matches(self, request: Request) -> bool:
        """Whether the element covers the request's resource: text with wildcards, upper and lower case differ (M10)."""
        return self._listed(request) is not self.element.negated

    def _listed(self, request: Request) -> bool:
        resource = request.resource
        if any(glob.matches(resource) for glob in self._fixed):
            return True
        return any(_covers(resolve(value, request.context), resource) for value in self._variable)

    def trace(self, request: Request) -> ElementTrace:
        """The same answer with a reason for each pattern."""
        element = self.element
        written = zip(element.values, self.written, element.value_paths(), strict=True)
        traced = [self._pattern(text, pattern, path, request) for text, pattern, path in written]
        listed = {index for index, pattern in enumerate(traced) if pattern.matches}
        indexes = shown_indexes(self.written, listed, request.resource)
        doubts = {"M12" for index in listed if _crosses_fields(traced[index].resolved, request.resource)}
        doubts |= {"V8" for value in self._variable if resolve(value, request.context).escaped}
        return ElementTrace(
            ElementKind.RESOURCE,
            element.name,
            request.resource,
            bool(listed) is not element.negated,
            element_reason(element, bool(listed)),
            tuple(traced[index] for index in indexes),
            len(traced) - len(indexes),
            element.path,
            self.document.member_span(element.path),
            tuple(sorted(doubts)),
        )

    def _pattern(self, text: str, written: str, path: str, request: Request) -> PatternTrace:
        span = self.document.span(path)
        if self.document.has_variables and "${" in written and variable_too_early(written):
            return PatternTrace(text, written, False, Reason.VARIABLE_NOT_ALLOWED_HERE, path, span)
        resolved = resolve(written, request.context) if self.document.has_variables else without_variables(written)
        matches = _covers(resolved, request.resource)
        reason = pattern_reason(resolved, request.resource, matches)
        return PatternTrace(text, resolved.text, matches, reason, path, span, resolved.missing)


def trace_missing_resource(request: Request, document: PolicyDocument, path: str) -> ElementTrace:
    """A statement without Resource: about its own resource where the kind sits on one, else about nothing (table
    1.2).
    """
    own = document.kind in SITS_ON_ITS_RESOURCE
    reason = Reason.OWN_RESOURCE if own else Reason.ELEMENT_MISSING
    return ElementTrace(ElementKind.RESOURCE, "Resource", request.resource, own, reason, (), 0, path, None)


def _covers(resolved: Resolved, resource: str) -> bool:
    return resolved.tokens is not None and compile_parts(resolved.tokens).matches(resource)


def _crosses_fields(pattern: str, resource: str) -> bool:
    """Whether the pattern matches only because a `*` inside a field runs over a colon (M12, not documented)."""
    fields = pattern.split(":", ARN_FIELDS - 1)
    asked = resource.split(":", ARN_FIELDS - 1)
    if len(fields) < ARN_FIELDS or len(asked) < ARN_FIELDS or pattern.endswith(":*"):
        return False
    return not all(compile_glob(field).matches(value) for field, value in zip(fields, asked, strict=True))


def pattern_reason(resolved: Resolved, resource: str, matches: bool) -> Reason:
    """Why a resource pattern covers the request's resource or not; the first ARN field that differs, where there is
    one.
    """
    pattern = resolved.text
    if matches:
        if pattern == "*":
            return Reason.MATCHES_EVERYTHING
        return Reason.MATCHES_BY_WILDCARD if "*" in pattern or "?" in pattern else Reason.MATCHES
    if resolved.tokens is None:
        return Reason.UNRESOLVED_VARIABLE
    if resource == "*":
        return Reason.NO_RESOURCE_LEVEL
    written, asked = parse_arn(pattern), parse_arn(resource)
    if written is None or asked is None:
        return Reason.NOT_AN_ARN
    if compile_parts(resolved.tokens, ignore_case=True).matches(resource):
        return Reason.OTHER_CASE
    return _first_difference(written, asked)


def _first_difference(written: Arn, asked: Arn) -> Reason:
    for pattern, value, reason in (
        (written.partition, asked.partition, Reason.OTHER_PARTITION),
        (written.service, asked.service, Reason.OTHER_SERVICE),
        (written.region, asked.region, Reason.OTHER_REGION),
        (written.account, asked.account, Reason.OTHER_ACCOUNT),
    ):
        if not compile_glob(pattern).matches(value):
            return reason
    return _s3_difference(written, asked) if asked.service == "s3" else _type_difference(written, asked)


def _s3_difference(written: Arn, asked: Arn) -> Reason:
    bucket, slash, _ = written.resource.partition("/")
    asked_bucket, asked_slash, _ = asked.resource.partition("/")
    if not compile_glob(bucket).matches(asked_bucket):
        return Reason.OTHER_BUCKET
    if slash and not asked_slash:
        return Reason.OBJECTS_NOT_BUCKET
    return Reason.OTHER_OBJECT if slash else Reason.BUCKET_NOT_OBJECTS


def _type_difference(written: Arn, asked: Arn) -> Reason:
    same_type = compile_glob(written.resource_type).matches(asked.resource_type)
    return Reason.OTHER_RESOURCE if same_type else Reason.OTHER_RESOURCE_TYPE
