"""What a check has to say, before it is given its place in the text."""

from dataclasses import dataclass

from iamlab.engine.syntax.diagnostics import Diagnostic, FindingType
from iamlab.engine.syntax.json_node import JsonNode, locate, locate_key
from iamlab.engine.syntax.positions import Span


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that is wrong, at a JSON pointer. `at_name` marks the member's name and not its value; `related` are
    pointers to other places that matter.
    """

    code: str
    path: str
    message: str
    help: str
    type: FindingType = FindingType.ERROR
    at_name: bool = False
    related: tuple[str, ...] = ()

    def placed(self, tree: JsonNode) -> Diagnostic:
        """The remark as a diagnostic of the text that `tree` was read from."""
        spans = (_span(tree, path, at_name=False) for path in self.related)
        return Diagnostic(
            self.code,
            self.type,
            self.message,
            self.help,
            _span(tree, self.path, self.at_name),
            self.path,
            tuple(span for span in spans if span),
        )


def _span(tree: JsonNode, path: str, at_name: bool) -> Span | None:
    named = locate_key(tree, path) if at_name else None
    node = locate(tree, path)
    return named or (node.span if node else None)
