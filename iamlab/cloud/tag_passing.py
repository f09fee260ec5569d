"""Session tags and source identity: what a call passes and what a chain carries on (S20 to S25)."""

from collections.abc import Iterator
from dataclasses import dataclass

from iamlab.cloud.problems import RequestProblem
from iamlab.cloud.resources import Tags
from iamlab.cloud.sessions import Session
from iamlab.engine import in_backticks


@dataclass(frozen=True, slots=True)
class Passed:
    """What goes with a call that asks for a session: tags, which of them are transitive, the source identity.

    `tags` and `transitive` include what the caller's own session carries on; `given` are the tags of this call alone.
    """

    tags: Tags = ()
    transitive: tuple[str, ...] = ()
    source_identity: str | None = None
    given: Tags = ()

    @property
    def actions(self) -> tuple[str, ...]:
        """The permissions that the call takes besides that of assuming the role (S20, S25)."""
        tag = ("sts:TagSession",) if self.tags else ()
        return (*tag, "sts:SetSourceIdentity") if self.source_identity is not None else tag

    @property
    def absent(self) -> frozenset[str]:
        """Condition keys that the call does not carry (C46, C69, C70)."""
        unless: dict[str, object] = {"aws:TagKeys": self.given, "sts:TransitiveTagKeys": self.transitive}
        unless["sts:SourceIdentity"] = self.source_identity
        return frozenset({"aws:RequestTag/", *(key for key, present in unless.items() if not present)})


def passed_on(
    caller: Session | None, tags: Tags, transitive_tag_keys: tuple[str, ...], source_identity: str | None
) -> Passed:
    """What a call passes, with what the caller's session carries on along the chain (S22, S25)."""
    inherited = caller.tags_to_pass_on if caller else ()
    kept = caller.source_identity if caller else None
    transitive = (*(key for key, _ in inherited), *transitive_tag_keys)
    return Passed((*inherited, *tags), transitive, kept if source_identity is None else source_identity, tags)


def passed_context(passed: Passed) -> dict[str, tuple[str, ...]]:
    """The condition keys that tags and source identity fill (C46, C69, C70)."""
    keys: dict[str, tuple[str, ...]] = {f"aws:RequestTag/{key}": (value,) for key, value in passed.given}
    if passed.given:
        keys["aws:TagKeys"] = tuple(key for key, _ in passed.given)
    if passed.transitive:
        keys["sts:TransitiveTagKeys"] = passed.transitive
    if passed.source_identity is not None:
        keys["sts:SourceIdentity"] = (passed.source_identity,)
    return keys


def conflicts(caller: Session | None, tags: Tags, source_identity: str | None) -> Iterator[RequestProblem]:
    """What a chain has settled already: a transitive tag, the source identity (S22, S25)."""
    if caller is None:
        return
    inherited = {key.lower() for key, _ in caller.tags_to_pass_on}
    for key, _ in tags:
        if key.lower() in inherited:
            message = f"tag {in_backticks(key)} comes with the calling session already"
            aws = (
                "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key "
                "from the calling session."
            )
            help = "Leave it out: a transitive tag cannot change along a chain."
            yield RequestProblem("tags", message, help, aws, code="InvalidParameterValue")
    if source_identity is not None and caller.source_identity not in (None, source_identity):
        message = f"the source identity is {in_backticks(caller.source_identity or '')} already"
        help = "Leave it out: it cannot change along a chain."
        yield RequestProblem("source_identity", message, help, code="AccessDenied")
