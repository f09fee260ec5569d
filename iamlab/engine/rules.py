"""The rules that the engine follows, as a reader can look them up: text, sources and what remains in doubt."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

_FILE = Path(__file__).with_name("rules.toml")


@dataclass(frozen=True, slots=True)
class Source:
    """A page that a rule was read from."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in our words. `doubt` says what AWS leaves open and what the simulator chose, if anything."""

    id: str
    text: str
    sources: tuple[Source, ...]
    doubt: str


@lru_cache(maxsize=1)
def all_rules() -> Mapping[str, Rule]:
    """Every rule by its id, in the order of `rules.toml`; the file is read when first asked for."""
    with _FILE.open("rb") as file:
        raw = tomllib.load(file)
    return MappingProxyType({id: _rule(id, entry) for id, entry in raw.items()})


def rule(id: str) -> Rule:
    """The rule with an id such as `D21b`. Raises KeyError for an id that is not in `rules.toml`."""
    return all_rules()[id]


def _rule(id: str, entry: Mapping[str, Any]) -> Rule:
    sources = tuple(Source(source["title"], source["url"]) for source in entry.get("source", ()))
    return Rule(id, entry["text"], sources, entry.get("doubt", ""))
