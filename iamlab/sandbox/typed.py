"""Forms whose fields are typed as they stand: read clean, and told what the simulated AWS says of them."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from iamlab.cloud import Problem, RequestProblem, Tags
from iamlab.engine import PolicyKind, aws_words_of_refusal, refusal_of

from .posted import clean

AS_TYPED: dict[str, Any] = {"autocapitalize": "off", "autocomplete": "off", "spellcheck": "false", "class": "mono"}
"""What a browser may not do to names, ARNs and policies while they are typed."""


class TypedForm(forms.Form):
    """A form about things of AWS.

    `fields_of_problems` gives the field for what a problem calls its field, where the two differ; `policy_field` is the
    one that a problem of a policy belongs to.
    """

    fields_of_problems: ClassVar[Mapping[str, str]] = {}
    policy_field: ClassVar[str] = "text"

    def typed(self, name: str) -> str:
        """A field as typed, cleaned; empty where the form has none of that name."""
        return clean(str(self.cleaned_data.get(name) or "")).strip()

    def optional(self, name: str) -> str | None:
        """A field as typed; None where nothing was."""
        return self.typed(name) or None

    def typed_lines(self, name: str) -> tuple[str, ...]:
        """A field of lines, without empty ones; a line that stands there again counts once."""
        return tuple(dict.fromkeys(self._lines(name)))

    def pairs(self, name: str) -> Tags:
        """A field of lines `key = value`."""
        parts = (line.partition("=") for line in self._lines(name))
        return tuple((key.strip(), value.strip()) for key, _, value in parts)

    def _lines(self, name: str) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.typed(name).split("\n") if line.strip())

    def tell(self, problems: tuple[Problem, ...]) -> None:
        """Show what the cloud says, at its field where there is one."""
        for problem in problems:
            field = problem.field if isinstance(problem, RequestProblem) else self.policy_field
            field = self.fields_of_problems.get(field, field)
            self.add_error(field if field in self.fields else None, sentence_of(problem))

    def refuse_policy(self, field: str, kind: PolicyKind, *, managed: bool = False) -> None:
        """Show the first thing for which AWS would not save a policy (section 8.2 of the rules)."""
        text = clean(str(self.cleaned_data.get(field) or ""))
        found = refusal_of(text, kind, managed=managed)
        if found:
            line = f"Line {found.span.start.line}: " if found.span else ""
            sentence = line + told(found.message, found.help)
            aws = aws_words_of_refusal(text, kind, managed=managed)
            self.add_error(field, f"MalformedPolicyDocument: {aws} ({sentence})" if aws else sentence)


def told(message: str, help: str) -> str:
    """What is wrong and what to do, as two sentences without marks of code."""
    return f"{message[:1].upper()}{message[1:]}. {help}".replace("`", "").strip()


def sentence_of(problem: Problem) -> str:
    """What the cloud says, in AWS's words where they are known."""
    sentence = told(problem.message, problem.help)
    if not isinstance(problem, RequestProblem) or not problem.aws:
        return sentence
    return f"{problem.aws} {problem.help}" if problem.aws_says_all else f"{problem.aws} ({sentence})"
