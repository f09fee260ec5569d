"""Values read from a scenario's tree: texts, lists, names, tags and policies, each with what can be wrong with it."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from iamlab.cloud.field_rules import MOST_TAGS, one_tag_problems, path_problems
from iamlab.cloud.identities import InlinePolicy
from iamlab.cloud.names import NAME, NAME_HELP
from iamlab.cloud.problems import RequestProblem
from iamlab.cloud.resources import Tags
from iamlab.cloud.scenario.problems import Place, Report
from iamlab.cloud.scenario.yaml_tree import Fields, Node, Scalar
from iamlab.engine import MAX_POLICY_LENGTH, Diagnostic, PolicyKind, closest, in_backticks, parse_policy

ThingT = TypeVar("ThingT")


class FieldReader:
    """Reads values and reports what is wrong. What cannot be read becomes an empty value, so that reading goes on."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def fields(self, node: Node | None, what: str, known: tuple[str, ...]) -> dict[str, Node]:
        """The named values of a node, without those that nobody knows."""
        found: dict[str, Node] = {}
        for key, value in self.members(node, what):
            if key.text in known:
                found[key.text] = value
                continue
            hint = self.report.guess(partial(closest, key.text, known), f"Known fields: {', '.join(known)}.")
            self.report.add(key.place, f"{in_backticks(key.text)} is not a field of {what}", hint)
        return found

    def members(self, node: Node | None, what: str) -> tuple[tuple[Scalar, Node], ...]:
        """Names and values of a node; none where nothing is written."""
        if node is None or (isinstance(node, Scalar) and not node.text):
            return ()
        if isinstance(node, Fields):
            return node.members
        self.report.add(node.place, f"{what} has to be names with values", "Write `name: value`, one to a line.")
        return ()

    def text(self, node: Node | None, what: str) -> str:
        """A text; empty where nothing is written."""
        if node is None:
            return ""
        if isinstance(node, Scalar):
            return node.text
        self.report.add(node.place, f"{what} has to be text", "Write one value there.")
        return ""

    def flag(self, node: Node | None, what: str) -> bool:
        """Yes or no; no where nothing is written."""
        text = self.text(node, what)
        if node and text not in ("true", "false"):
            self.report.add(node.place, f"{what} has to be `true` or `false`", "Write one of the two.")
        return text == "true"

    def refuse(self, place: Place, problems: Iterable[RequestProblem]) -> None:
        """Report what AWS would refuse."""
        for problem in problems:
            self.report.add(place, problem.message, problem.help)

    def warn_of(self, place: Place, problems: Iterable[RequestProblem]) -> None:
        """Tell what AWS would refuse and a sandbox can hold, since somebody may have typed it there."""
        for problem in problems:
            self.report.warn(place, problem.message, problem.help)

    def texts(self, node: Node | None, what: str) -> tuple[Scalar, ...]:
        """A list of texts; a single text counts as a list of one."""
        if node is None or (isinstance(node, Scalar) and not node.text):
            return ()
        if isinstance(node, Scalar):
            return (node,)
        if isinstance(node, Fields):
            self.report.add(node.place, f"{what} has to be a list", "Write each value on a line that begins with `-`.")
            return ()
        for item in node.items:
            if not isinstance(item, Scalar):
                self.report.add(item.place, f"each of {what} has to be text", "Write one value there.")
        return tuple(item for item in node.items if isinstance(item, Scalar))

    def required(self, found: dict[str, Node], name: str, what: str, place: Place) -> Node | None:
        """A value that has to be there."""
        if name not in found:
            self.report.add(place, f"{what} has no `{name}`", f"Add `{name}:`.")
        return found.get(name)

    def named(
        self,
        node: Node | None,
        what: str,
        read: Callable[[Scalar, Node], ThingT],
        pattern: re.Pattern[str] = NAME,
        help: str = NAME_HELP,
        *,
        any_case: bool = False,
    ) -> Iterator[ThingT]:
        """Things by their names; those of IAM differ by more than upper and lower case (I20)."""
        seen: dict[str, str] = {}
        for key, value in self.members(node, what):
            if not pattern.fullmatch(key.text):
                self.report.add(key.place, f"{in_backticks(key.text)} is not a name for one of {what}", help)
                continue
            twin = seen.setdefault(key.text.lower(), key.text)
            if twin != key.text and not any_case:
                message = f"{in_backticks(key.text)} and `{twin}` differ in case only"
                self.report.add(key.place, message, "AWS counts them as one name: choose another.")
            yield read(key, value)

    def path(self, node: Node | None) -> str:
        """A path such as `/team/` (I21)."""
        if node is None:
            return "/"
        path = self.text(node, "`path`")
        self.refuse(node.place, path_problems(path))
        return path

    def tags(self, node: Node | None) -> Tags:
        """Tags, keys to values (I24)."""
        tags: list[tuple[str, str]] = []
        seen: set[str] = set()
        for key, value in self.members(node, "`tags`"):
            text = self.text(value, f"the value of tag {in_backticks(key.text)}")
            self.refuse(key.place, one_tag_problems(key.text, text, seen))
            seen.add(key.text.lower())
            tags.append((key.text, text))
        if node and len(tags) > MOST_TAGS:
            self.report.add(node.place, f"{len(tags)} tags are too many", f"AWS allows {MOST_TAGS} at most.")
        return tuple(tags)

    def inline_policies(self, node: Node | None) -> tuple[InlinePolicy, ...]:
        """Inline policies by name."""

        def read(name: Scalar, value: Node) -> InlinePolicy:
            return InlinePolicy(name.text, self.policy(value, PolicyKind.IDENTITY))

        return tuple(self.named(node, "`inline_policies`", read))

    def policy(self, node: Node | None, kind: PolicyKind) -> str:
        """A policy's text as it stands. One that cannot be read is a warning: a lesson may be about mending it."""
        text = self.text(node, "a policy")
        if not isinstance(node, Scalar):
            return text
        if len(text) > MAX_POLICY_LENGTH:
            message = f"this policy has {len(text)} characters; the limit is {MAX_POLICY_LENGTH}"
            self.report.add(node.place, message, "Shorten it.")
            return text
        for diagnostic in parse_policy(text, kind).diagnostics:
            self.report.warn(_place_in_policy(node, diagnostic), diagnostic.message, diagnostic.help)
        return text


def _place_in_policy(node: Scalar, diagnostic: Diagnostic) -> Place:
    """Where in the file a remark about a policy belongs: inside a block the lines count from the one below its `|`."""
    if diagnostic.span is None or node.indent is None:
        return node.place
    start = diagnostic.span.start
    return Place(node.place.line + start.line, node.indent + start.column)
