"""From JSON to a policy document: what makes a policy unreadable, and nothing else.

Unreadable is what no reader could decide with: unknown elements, wrong types, both members of an exclusive pair,
values outside
the known ones. Whatever AWS refuses only when a policy is saved belongs to `grammar`: such a statement is evaluated
as written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from iamlab.engine.policy.documents import (
    ConditionClause,
    Effect,
    PatternElement,
    PolicyDocument,
    PrincipalElement,
    PrincipalEntry,
    Statement,
    value_path,
)
from iamlab.engine.policy.kinds import NAMES, NAMES_PRINCIPALS, PolicyKind
from iamlab.engine.policy.operators import BASES, Quantifier, parse_operator
from iamlab.engine.syntax.diagnostics import Diagnostic, FindingType, closest, in_backticks

VERSIONS = ("2012-10-17", "2008-10-17")
DOCUMENT_ELEMENTS = ("Version", "Id", "Statement")
STATEMENT_ELEMENTS = (
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
)  # fmt: skip
PRINCIPAL_KEYS = ("AWS", "Service", "Federated", "CanonicalUser")
MAX_DIAGNOSTICS = 50
EXCLUSIVE_PAIRS = (("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal"))


@dataclass(frozen=True, slots=True)
class PolicyReading:
    """What reading a policy gave: the document, or the errors that stand in the way of one."""

    document: PolicyDocument | None
    diagnostics: tuple[Diagnostic, ...] = ()


def pointer(path: str, key: str) -> str:
    """The JSON pointer of a member (RFC 6901)."""
    return f"{path}/{key.replace('~', '~0').replace('/', '~1') if '~' in key or '/' in key else key}"


def shape_of(value: object) -> str:
    """What a JSON value is, in the words of JSON."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float, Decimal)):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "an object" if isinstance(value, Mapping) else "null"


def scalar_text(value: object) -> str | None:
    """A condition value as AWS compares it: text; numbers and booleans may be written bare (G10). None for anything
    else.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, (int, Decimal)):
        # 1e21 as digits: conditions compare decimals (O13). str() refuses integers of several thousand digits.
        return f"{Decimal(value):f}"
    return None


class _TooManyErrors(Exception):
    """Nobody reads on after so many errors, and a hostile document has no end of them."""


class _Reader:
    """One pass over one document; collects up to `MAX_DIAGNOSTICS` errors instead of stopping at the first."""

    def __init__(self, kind: PolicyKind) -> None:
        self.kind = kind
        self.problems: list[Diagnostic] = []

    def error(self, code: str, path: str, message: str, help: str) -> None:
        self.problems.append(Diagnostic(code, FindingType.ERROR, message, help, None, path))
        if len(self.problems) == MAX_DIAGNOSTICS:
            raise _TooManyErrors

    def mismatch(self, path: str, subject: str, wanted: str, value: object) -> None:
        article = "it is" if value is not None else "it holds"
        self.error(
            "DATA_TYPE_MISMATCH",
            path,
            f"{subject} has to be {wanted}, and {article} {shape_of(value)}",
            f"Write {wanted} there.",
        )

    def unknown_names(self, path: str, names: Iterable[str], known: tuple[str, ...], where: str) -> None:
        for name in names:
            if name in known:
                continue
            guess = closest(name, known)
            self.error(
                "INVALID_POLICY_ELEMENT",
                pointer(path, name),
                f"{in_backticks(name)} is not an element of {where}",
                f"Write `{guess}` instead." if guess else f"Known elements: {', '.join(known)}.",
            )

    def document(self, value: object, name: str, arn: str | None, text: str | None) -> PolicyDocument | None:
        if not isinstance(value, Mapping):
            self.mismatch("", "the policy", "an object in braces", value)
            return None
        self.unknown_names("", value, DOCUMENT_ELEMENTS, "a policy document")
        version = self.optional_text(value, "", "Version")
        if version is not None and version not in VERSIONS:
            message = f"{in_backticks(version)} is not a version of the policy language"
            help = "Write `2012-10-17`: it is the current language version, not the date of your policy."
            self.error("INVALID_VERSION", "/Version", message, help)
        policy_id = self.optional_text(value, "", "Id")
        raw = value.get("Statement", [])
        if isinstance(raw, list):
            read = [self.statement(item, index, f"/Statement/{index}") for index, item in enumerate(raw)]
        elif isinstance(raw, Mapping):
            read = [self.statement(raw, 0, "/Statement")]
        else:
            self.mismatch("/Statement", "`Statement`", "an object or a list of objects", raw)
            read = []
        if self.problems:
            return None
        statements = tuple(statement for statement in read if statement)
        return PolicyDocument(self.kind, name, statements, version, policy_id, arn, text)

    def optional_text(self, value: Mapping[str, object], path: str, name: str) -> str | None:
        if name not in value:
            return None
        found = value[name]
        if isinstance(found, str):
            return found
        self.mismatch(f"{path}/{name}", f"`{name}`", "text in double quotes", found)
        return None

    def statement(self, raw: object, index: int, path: str) -> Statement | None:
        if not isinstance(raw, Mapping):
            self.mismatch(path, "a statement", "an object in braces", raw)
            return None
        self.unknown_names(path, raw, STATEMENT_ELEMENTS, "a statement")
        for first, second in EXCLUSIVE_PAIRS:
            if first in raw and second in raw:
                message = f"one statement has both `{first}` and `{second}`"
                help = "Keep one of the two: the second only repeats the first the other way round."
                self.error("UNSUPPORTED_ELEMENT_COMBINATION", f"{path}/{second}", message, help)
        effect = self.effect(raw, path)
        sid = self.optional_text(raw, path, "Sid")
        principal = self.principal(raw, path)
        action = self.patterns(raw, path, "Action") or self.patterns(raw, path, "NotAction")
        if "Action" not in raw and "NotAction" not in raw:
            help = 'Add what the statement is about, for example `"Action": "s3:GetObject"`.'
            self.error("MISSING_ACTION", path, "the statement names no `Action` and no `NotAction`", help)
        resource = self.patterns(raw, path, "Resource") or self.patterns(raw, path, "NotResource")
        conditions = self.conditions(raw["Condition"], f"{path}/Condition") if "Condition" in raw else ()
        if effect is None or action is None:
            return None
        return Statement(index, path, sid, effect, principal, action, resource, conditions)

    def effect(self, raw: Mapping[str, object], path: str) -> Effect | None:
        written = raw.get("Effect")
        if written == "Allow":
            return Effect.ALLOW
        if written == "Deny":
            return Effect.DENY
        if "Effect" not in raw:
            help = 'Add `"Effect": "Allow"` or `"Effect": "Deny"`; there is no default.'
            self.error("MISSING_EFFECT", path, "the statement has no `Effect`", help)
        elif not isinstance(written, str):
            self.mismatch(f"{path}/Effect", "`Effect`", "`Allow` or `Deny` in double quotes", written)
        else:
            guess = closest(written, ("Allow", "Deny"))
            help = f"Write `{guess}`: capital letters count here." if guess else "Write `Allow` or `Deny`."
            self.error("INVALID_EFFECT", f"{path}/Effect", f"{in_backticks(written)} is not an effect", help)
        return None

    def texts(self, value: object, path: str, name: str) -> tuple[tuple[str, ...], bool] | None:
        """The texts of a bare text or of a list of texts, and whether it was a list."""
        if isinstance(value, str):
            return (value,), False
        if not isinstance(value, list):
            self.mismatch(path, f"`{name}`", "text or a list of texts", value)
            return None
        for index, item in enumerate(value):
            if not isinstance(item, str):
                self.mismatch(f"{path}/{index}", f"a value of `{name}`", "text in double quotes", item)
                return None
        return tuple(value), True

    def patterns(self, raw: Mapping[str, object], path: str, name: str) -> PatternElement | None:
        if name not in raw:
            return None
        texts = self.texts(raw[name], f"{path}/{name}", name)
        return PatternElement(name, *texts, f"{path}/{name}") if texts else None

    def principal(self, raw: Mapping[str, object], path: str) -> PrincipalElement | None:
        name = "Principal" if "Principal" in raw else "NotPrincipal" if "NotPrincipal" in raw else None
        if self.kind not in NAMES_PRINCIPALS:
            if name:
                message = f"{NAMES[self.kind]} takes no `{name}`"
                help = "Remove it: this policy is always about whom or what it is attached to."
                self.error("UNSUPPORTED_PRINCIPAL", f"{path}/{name}", message, help)
            return None
        if name is None:
            message = f"{NAMES[self.kind]} has to say whom each statement is about"
            help = 'Add a principal, for example `"Principal": {"AWS": "arn:aws:iam::111122223333:user/ana"}`.'
            self.error("MISSING_PRINCIPAL", path, message, help)
            return None
        return self.principal_element(raw[name], name, f"{path}/{name}")

    def principal_element(self, value: object, name: str, path: str) -> PrincipalElement | None:
        if value == "*":
            return PrincipalElement(name, (PrincipalEntry("", "*", path),), path)
        if not isinstance(value, Mapping):
            help = 'Write `"*"`, or an object such as `{"AWS": "111122223333"}`.'
            shown = in_backticks(value) if isinstance(value, str) else shape_of(value)
            message = f"`{name}` has to be `*` or an object, and it is {shown}"
            self.error("INVALID_PRINCIPAL_FORMAT", path, message, help)
            return None
        entries: list[PrincipalEntry] = []
        for key, written in value.items():
            here = pointer(path, key)
            if key not in PRINCIPAL_KEYS:
                guess = closest(key, PRINCIPAL_KEYS)
                help = f"Write `{guess}`." if guess else f"Known keys: {', '.join(PRINCIPAL_KEYS)}."
                self.error("INVALID_PRINCIPAL_KEY", here, f"{in_backticks(key)} is not a kind of principal", help)
            elif texts := self.texts(written, here, key):
                values, listed = texts
                entries += [
                    PrincipalEntry(key, text, value_path(here, index, listed)) for index, text in enumerate(values)
                ]
        return PrincipalElement(name, tuple(entries), path)

    def conditions(self, value: object, path: str) -> tuple[ConditionClause, ...]:
        if not isinstance(value, Mapping):
            self.mismatch(path, "`Condition`", "an object in braces", value)
            return ()
        clauses: list[ConditionClause] = []
        for name, block in value.items():
            here = pointer(path, name)
            if parse_operator(name) is None:
                self.unknown_operator(name, here)
            elif not isinstance(block, Mapping):
                self.mismatch(here, f"`{name}`", "an object of condition keys and values", block)
            else:
                found = (self.clause(name, key, written, pointer(here, key)) for key, written in block.items())
                clauses += [clause for clause in found if clause]
        return tuple(clauses)

    def unknown_operator(self, name: str, path: str) -> None:
        if name.rpartition(":")[2] == "NullIfExists":
            help = "Write `Null`: it asks whether the key exists, so `IfExists` has nothing to add."
            self.error("NULL_WITH_IF_EXISTS", path, f"`{name}` joins `Null` and `IfExists`", help)
            return
        known = (*BASES, *(f"{base}IfExists" for base in BASES), *(f"{q}:{base}" for q in Quantifier for base in BASES))
        guess = closest(name, known)
        help = f"Write `{guess}` instead." if guess else "Use one of the operators such as `StringEquals` or `Bool`."
        self.error("INVALID_CONDITION_OPERATOR", path, f"{in_backticks(name)} is not a condition operator", help)

    def clause(self, operator: str, key: str, written: object, path: str) -> ConditionClause | None:
        parsed = parse_operator(operator)
        listed = isinstance(written, list)
        raw = written if isinstance(written, list) else [written]
        values = [scalar_text(item) for item in raw]
        for index, value in enumerate(values):
            if value is None:
                where = value_path(path, index, listed)
                self.mismatch(where, f"a value of {in_backticks(key)}", "text, a number, true or false", raw[index])
        if parsed is None or None in values:
            return None
        return ConditionClause(parsed, key, tuple(value for value in values if value is not None), listed, path)


def read_policy(
    value: object, kind: PolicyKind, *, name: str = "policy", arn: str | None = None, text: str | None = None
) -> PolicyReading:
    """Read a policy from a JSON value (as `json.loads` gives it); `text` is the source it came from, if any.

    Diagnostics, `MAX_DIAGNOSTICS` at most, carry a JSON pointer; `parse_policy` knows the text and adds spans. Rules G1
    to G12.
    """
    reader = _Reader(kind)
    try:
        document = reader.document(value, name, arn, text)
    except _TooManyErrors:
        document = None
    return PolicyReading(document, tuple(reader.problems))
