"""One operator and key of a Condition block: several values, set prefixes, `IfExists` and missing keys (O1 to O40)."""

from iamlab.engine.conditions.comparers import TAKES_VARIABLES, Comparer, comparer, readable
from iamlab.engine.policy.documents import ConditionClause, PolicyDocument, value_path
from iamlab.engine.policy.operators import Family, Quantifier
from iamlab.engine.request.context import ContextEntry, RequestContext, Source
from iamlab.engine.request.keys import MULTIVALUED
from iamlab.engine.trace import ConditionTrace, PatternTrace, Reason
from iamlab.engine.variables import Resolved, resolve, without_variables


class ClauseMatcher:
    """One compiled clause. Effect plays no part in whether it holds (O5)."""

    __slots__ = ("_expands", "_fixed", "clause", "document", "key", "templates")

    def __init__(self, clause: ConditionClause, document: PolicyDocument) -> None:
        self.clause = clause
        self.document = document
        self.key = clause.lookup_key
        self._expands = document.has_variables and clause.operator.family in TAKES_VARIABLES
        self.templates = tuple(value for value in clause.values if self._expands and "${" in value)
        self._fixed = None if self.templates else self._comparers(None)

    def _comparers(self, context: RequestContext | None) -> list[Comparer]:
        operator = self.clause.operator
        if operator.family is Family.NULL:
            return []
        resolved = (self.resolved(value, context) for value in self.clause.values)
        return [
            comparer(operator.family, operator.relation, value.tokens) for value in resolved if value.tokens is not None
        ]

    def resolved(self, value: str, context: RequestContext | None) -> Resolved:
        """A written value after variables, where it has any."""
        return resolve(value, context) if context is not None and self._expands else without_variables(value)

    def holds(self, context: RequestContext) -> bool:
        """Whether the condition is true for the request."""
        return self._decide(context)[0]

    def _decide(self, context: RequestContext) -> tuple[bool, Reason]:
        entry = context.get(self.key)
        operator = self.clause.operator
        if operator.family is Family.NULL:
            return self._null(entry)
        if operator.quantifier:
            return self._quantified(entry, context, operator.quantifier)
        if entry is None:
            if operator.if_exists:
                return True, Reason.KEY_MISSING_IF_EXISTS
            return operator.negated, Reason.KEY_MISSING_NEGATED if operator.negated else Reason.KEY_MISSING
        if not self.clause.values:
            return operator.negated and not operator.if_exists, Reason.NO_VALUES_WRITTEN
        comparers = self._comparers(context) if self._fixed is None else self._fixed
        matched = any(compare(value) for value in entry.values for compare in comparers)
        return matched is not operator.negated, Reason.ANY_VALUE_MATCHES if matched else Reason.NO_VALUE_MATCHES

    def _null(self, entry: ContextEntry | None) -> tuple[bool, Reason]:
        quantifier = self.clause.operator.quantifier
        if quantifier:
            return quantifier is Quantifier.ALL, Reason.SET_PREFIX_DECIDES
        exists = entry is not None and not entry.empty
        wanted = "false" if exists else "true"
        reason = Reason.KEY_EXISTS if exists else Reason.KEY_DOES_NOT_EXIST
        return any(value.lower() == wanted for value in self.clause.values), reason

    def _quantified(
        self, entry: ContextEntry | None, context: RequestContext, quantifier: Quantifier
    ) -> tuple[bool, Reason]:
        every = quantifier is Quantifier.ALL
        if entry is None or entry.empty:
            return every, Reason.NO_VALUES_TO_CHECK
        if not self.clause.values:
            return False, Reason.NO_VALUES_WRITTEN
        comparers = self._comparers(context) if self._fixed is None else self._fixed
        negated = self.clause.operator.negated
        verdicts = [any(compare(value) for compare in comparers) is not negated for value in entry.values]
        if every:
            return all(verdicts), Reason.ALL_VALUES_MATCH if all(verdicts) else Reason.SOME_VALUE_FAILS
        return any(verdicts), Reason.SOME_VALUE_MATCHES if any(verdicts) else Reason.NO_VALUE_MATCHES

    def trace(self, context: RequestContext) -> ConditionTrace:
        """The same answer with a reason for each value."""
        entry = context.get(self.key)
        holds, reason = self._decide(context)
        clause = self.clause
        return ConditionTrace(
            clause.operator.text,
            clause.key,
            context.state(self.key),
            entry.values if entry else (),
            holds,
            reason,
            tuple(self._value(index, entry, context) for index in range(len(clause.values))),
            clause.path,
            self.document.member_span(clause.path),
            tuple(sorted(self._doubts(entry, context))),
        )

    def _value(self, index: int, entry: ContextEntry | None, context: RequestContext) -> PatternTrace:
        text = self.clause.values[index]
        path = value_path(self.clause.path, index, self.clause.listed)
        resolved = self.resolved(text, context)
        matches, reason = self._compare(resolved, entry)
        return PatternTrace(text, resolved.text, matches, reason, path, self.document.span(path), resolved.missing)

    def _compare(self, resolved: Resolved, entry: ContextEntry | None) -> tuple[bool, Reason]:
        operator = self.clause.operator
        if operator.family is Family.NULL:
            exists = entry is not None and not entry.empty
            matches = resolved.text.lower() == ("false" if exists else "true")
            return matches, Reason.VALUE_MATCHES if matches else Reason.VALUE_DIFFERS
        if resolved.tokens is None:
            return False, Reason.UNRESOLVED_VARIABLE
        if not readable(operator.family, resolved.plain):
            return False, Reason.VALUE_UNREADABLE
        if entry is None:
            return False, Reason.KEY_MISSING
        compare = comparer(operator.family, operator.relation, resolved.tokens)
        if any(compare(value) for value in entry.values):
            return True, Reason.VALUE_MATCHES
        return False, self._difference(resolved, entry)

    def _difference(self, resolved: Resolved, entry: ContextEntry) -> Reason:
        family = self.clause.operator.family
        if family is Family.STRING:
            if any(value.lower() == resolved.plain.lower() for value in entry.values):
                return Reason.VALUE_DIFFERS_IN_CASE
            like = comparer(Family.STRING_LIKE, self.clause.operator.relation, resolved.tokens or ())
            if any(like(value) for value in entry.values):
                return Reason.WILDCARD_IS_LITERAL
        return Reason.VALUE_DIFFERS

    def _doubts(self, entry: ContextEntry | None, context: RequestContext) -> set[str]:
        """Rules that AWS does not document and that this condition's result rests on (section 11)."""
        operator = self.clause.operator
        doubts: set[str] = set()
        if entry and not operator.quantifier and operator.family is not Family.NULL:
            if len(entry.values) > 1 or self.key in MULTIVALUED:
                doubts.add("O36")
            if not self.clause.values:
                doubts.add("O38")
        if operator.family is Family.BOOL and any("${" in value for value in self.clause.values):
            doubts.add("O15")
        if self.key == "aws:multifactorauthpresent" and entry and entry.source is Source.DERIVED:
            session = context.get("aws:principaltype")
            if session and session.values == ("AssumedRole",):
                doubts.add("C57")
        if any(resolve(value, context).escaped for value in self.templates):
            doubts.add("V8")
        return doubts
