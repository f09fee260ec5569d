"""Statements, compiled once per document: a fast answer, and the same answer with a trace."""

from functools import cached_property
from typing import cast

from iamlab.engine.conditions.clause import ClauseMatcher
from iamlab.engine.matching.action import ActionMatcher
from iamlab.engine.matching.principal import PrincipalMatcher
from iamlab.engine.matching.resource import ResourceMatcher, trace_missing_resource
from iamlab.engine.policy.documents import PolicyDocument, Statement
from iamlab.engine.policy.kinds import SITS_ON_ITS_RESOURCE
from iamlab.engine.request.request import Request
from iamlab.engine.trace import PolicyTrace, PrincipalClass, StatementTrace


class CompiledStatement:
    """One statement with its matchers, each made when first needed: most statements fail on their action."""

    def __init__(self, statement: Statement, document: PolicyDocument) -> None:
        self.statement = statement
        self.effect = statement.effect
        self._document = document

    @cached_property
    def action(self) -> ActionMatcher:
        """The compiled Action or NotAction."""
        return ActionMatcher(self.statement.action)

    @cached_property
    def resource(self) -> ResourceMatcher | None:
        """The compiled Resource or NotResource; None where none is written."""
        element = self.statement.resource
        return ResourceMatcher(element, self._document) if element else None

    @cached_property
    def principal(self) -> PrincipalMatcher | None:
        """The compiled Principal or NotPrincipal; None where the kind of policy has none."""
        element = self.statement.principal
        return PrincipalMatcher(element, self.effect, self._document) if element else None

    @cached_property
    def clauses(self) -> tuple[ClauseMatcher, ...]:
        """The compiled Condition block."""
        return tuple(ClauseMatcher(clause, self._document) for clause in self.statement.conditions)

    def covers_resource(self, request: Request) -> bool:
        """Whether the statement is about the request's resource (table 1.2 where none is written)."""
        if self.resource is None:
            return self._document.kind in SITS_ON_ITS_RESOURCE
        return self.resource.matches(request)

    def applies(self, request: Request, has_boundary: bool) -> PrincipalClass | None:
        """How the statement names the caller if it applies, None if it does not.

        A statement applies when principal, action, resource and every condition match (section 2). In policies without
        principals it names everyone they are attached to.
        """
        if not self.action.matches(request) or not self.covers_resource(request):
            return None
        named = self.principal.names(request, has_boundary) if self.principal else PrincipalClass.EVERYONE
        if named is None or not all(clause.holds(request.context) for clause in self.clauses):
            return None
        return named

    def trace(self, request: Request, has_boundary: bool) -> StatementTrace:
        """The same answer, with every element and condition whether or not an earlier one failed."""
        statement, document = self.statement, self._document
        elements = []
        named: PrincipalClass | None = PrincipalClass.EVERYONE
        if self.principal:
            element, named = self.principal.trace(request, has_boundary)
            elements.append(element)
        elements.append(self.action.trace(request, document))
        elements.append(
            self.resource.trace(request) if self.resource else trace_missing_resource(request, document, statement.path)
        )
        conditions = tuple(clause.trace(request.context) for clause in self.clauses)
        applies = all(element.matches for element in elements) and all(condition.holds for condition in conditions)
        return StatementTrace(
            statement.index,
            statement.sid,
            statement.effect,
            tuple(elements),
            conditions,
            applies,
            named if self.principal else None,
            statement.path,
            document.span(statement.path),
        )


def compiled(document: PolicyDocument) -> tuple[CompiledStatement, ...]:
    """The compiled statements of a document, kept with it for as long as it lives."""
    found = document.derived.get(_COMPILED)
    if found is None:
        found = document.derived[_COMPILED] = tuple(
            CompiledStatement(statement, document) for statement in document.statements
        )
    return cast("tuple[CompiledStatement, ...]", found)


_COMPILED = "compiled statements"


def trace_policy(document: PolicyDocument, request: Request, has_boundary: bool, level: str = "") -> PolicyTrace:
    """One policy against one request, every statement traced."""
    statements = tuple(statement.trace(request, has_boundary) for statement in compiled(document))
    return PolicyTrace(document, level, statements)
