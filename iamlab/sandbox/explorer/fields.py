"""What all forms of the explorer have: fields in IAM's words, and what the cloud says of a thing."""

from collections.abc import Callable
from typing import Any

from django import forms

from iamlab.cloud import Account, PolicyProblem, Problem, RequestProblem, Tags, Thing
from iamlab.engine import FindingType, PolicyKind, check_policy

from ..posted import LONGEST_POLICY, clean
from .kinds import Kind

TYPED: dict[str, Any] = {"autocapitalize": "off", "autocomplete": "off", "spellcheck": "false", "class": "mono"}
NEW_POLICY = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "First",
      "Effect": "Allow",
      "Action": "s3:ListAllMyBuckets",
      "Resource": "*"
    }
  ]
}"""


def name_field(label: str = "Name") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=512, widget=forms.TextInput(attrs=TYPED), error_messages={"required": "Give a name."}
    )


def lines_field(label: str, help: str) -> forms.CharField:
    widget = forms.Textarea(attrs={**TYPED, "rows": 2})
    return forms.CharField(label=label, help_text=help, required=False, max_length=20_000, widget=widget)


def path_field() -> forms.CharField:
    return forms.CharField(
        label="Path", required=False, max_length=512, help_text="Empty is /.", widget=forms.TextInput(attrs=TYPED)
    )


def policy_field(label: str = "Policy") -> forms.CharField:
    widget = forms.Textarea(attrs={**TYPED, "rows": 14})
    return forms.CharField(label=label, strip=False, max_length=LONGEST_POLICY, widget=widget)


class ThingForm(forms.Form):
    """What all of these forms have: the account, and problems of the cloud shown at their fields.

    `thing`, which each of them has, gives what was typed.
    """

    thing: Callable[[], Thing]

    def __init__(self, account: Account, *args: Any, kind: Kind, old: Thing | None = None, **kwargs: Any) -> None:
        """Take the account, the kind, and the thing that is being changed, if one is."""
        if old is not None:
            kwargs.setdefault("initial", self.initial_of(old))
        super().__init__(*args, **kwargs)
        self.account, self.kind, self.old = account, kind, old
        self.prepare()

    def prepare(self) -> None:
        """Fill choices from the account."""

    @staticmethod
    def initial_of(thing: Thing) -> dict[str, Any]:
        """What the form shows of a thing."""
        return {
            "name": thing.name,
            "path": getattr(thing, "path", "/"),
            "tags": tag_lines(getattr(thing, "tags", ())),
            "region": getattr(thing, "region", ""),
        }

    def typed(self, name: str) -> str:
        """A field as typed, cleaned."""
        return clean(str(self.cleaned_data.get(name) or "")).strip()

    def typed_path(self) -> str:
        """The path as typed; empty is the root."""
        return self.typed("path") or "/"

    def typed_lines(self, name: str) -> tuple[str, ...]:
        """A field of lines, without empty ones."""
        return tuple(line.strip() for line in self.typed(name).split("\n") if line.strip())

    def typed_tags(self) -> Tags:
        """The tags typed as lines `key = value`."""
        parts = (line.partition("=") for line in self.typed_lines("tags"))
        return tuple((key.strip(), value.strip()) for key, _, value in parts)

    def tell(self, problems: tuple[Problem, ...]) -> None:
        """Show what the cloud says, in AWS's words where they are known, at its field where there is one."""
        for problem in problems:
            field, said = said_of(problem)
            self.add_error(field if field in self.fields else None, said)

    def refuse_policy(self, field: str, kind: PolicyKind) -> None:
        """Show the first thing for which AWS would not save a policy (section 8.2 of the rules)."""
        found = check_policy(clean(str(self.cleaned_data.get(field) or "")), kind)
        first = next((each for each in found if each.finding_type is FindingType.ERROR), None)
        if first:
            line = f"Line {first.span.start.line}: " if first.span else ""
            self.add_error(field, f"{line}{first.message}. {first.help}".replace("`", ""))


def said_of(problem: Problem) -> tuple[str, str]:
    """The field that a problem is about, and what to show there."""
    if isinstance(problem, PolicyProblem):
        return "text", f"{problem.message}. {problem.help}".replace("`", "")
    message = f"{problem.message[:1].upper()}{problem.message[1:]}. {problem.help}".replace("`", "")
    if isinstance(problem, RequestProblem) and problem.aws:
        message = f"{problem.aws} ({message})"
    return getattr(problem, "field", ""), message


def tag_lines(tags: Tags) -> str:
    """Tags as somebody would type them."""
    return "\n".join(f"{key} = {value}" for key, value in tags)


ATTACH_HELP = "ARNs, one a line, such as arn:aws:iam::aws:policy/ReadOnlyAccess."
TAGS_HELP = "One a line: key = value."
