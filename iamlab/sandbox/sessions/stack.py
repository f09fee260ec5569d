"""The sessions worn, one on the other, as cards."""

from collections.abc import Iterator
from dataclasses import dataclass

from iamlab.cloud import FederatedSession, Session, TokenSession

from ..bench import Bench
from ..showing.identity import short_name, token_words


@dataclass(frozen=True, slots=True)
class Card:
    """A session on the stack: what it is called, whose permissions it has, and the facts that it carries."""

    name: str
    says: str
    facts: tuple[tuple[str, str], ...]
    on_top: bool
    expired: bool


def stack_of(bench: Bench) -> tuple[Card, ...]:
    """The sessions worn, the top one first."""
    return tuple(_cards(bench))


def _cards(bench: Bench) -> Iterator[Card]:
    for number, id in reversed(list(enumerate(bench.worn))):
        session = bench.cloud.any_session(id)
        if session is None:
            continue
        under = bench.worn[number - 1] if number else bench.you
        yield Card(
            _name(session),
            _says(session, short_name(under)),
            tuple(_facts(session)),
            number == len(bench.worn) - 1,
            session.expires <= bench.cloud.now,
        )


def _name(session: Session | FederatedSession | TokenSession) -> str:
    return (
        f"{short_name(session.owner_arn)}, {token_words(session)}" if isinstance(session, TokenSession) else session.arn
    )


def _says(session: Session | FederatedSession | TokenSession, under: str) -> str:
    match session:
        case Session():
            return f"The role's permissions count. Those of {under} are set aside, and come back when this is dropped."
        case FederatedSession():
            return f"What {under} may do counts, as far as the passed policies allow it too."
        case _:
            return f"The permissions of {under} count, as before; the credentials end by themselves."


def _facts(session: Session | FederatedSession | TokenSession) -> Iterator[tuple[str, str]]:
    yield "Expires", f"{session.expires:%d %B, %H:%M} (simulated)"
    if isinstance(session, TokenSession):
        yield "MFA", "yes" if session.mfa else "no"
        return
    yield "Session name", session.name
    if session.tags:
        yield "Tags", ", ".join(f"{key} = {value}" for key, value in session.tags)
    if session.policy:
        yield "Session policy", "passed as text"
    if session.policy_arns:
        yield "Session policies", ", ".join(session.policy_arns)
    if isinstance(session, Session):
        if session.transitive_tags:
            yield "Transitive tags", ", ".join(session.transitive_tags)
        yield "MFA", "in the caller's credentials" if session.mfa_authenticated_at else "not in this session"
        if session.source_identity:
            yield "Source identity", session.source_identity
