"""One table of phrases, and how a phrase is filled: with values that are already set in backticks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from iamlab.engine.trace import Reason

Phrases = Mapping[str, str]
"""Templates by key. Every `Reason` has one under its own name; `<reason>@<place>` is the phrase for one place only."""

_MOST_LISTED = 4


def quoted(text: str) -> str:
    """A value of the policy or the request as sentences show it."""
    return f"`{text}`"


@dataclass(frozen=True, slots=True)
class Wording:
    """Sentences in one language."""

    phrases: Phrases

    def say(self, key: str, /, **values: str) -> str:
        """The phrase with its values. Raises KeyError when the table lacks it."""
        return self.phrases[key].format_map(values)

    def sentence(self, key: str, /, **values: str) -> str:
        """The phrase as a sentence: its first letter is a capital."""
        text = self.say(key, **values)
        return text[:1].upper() + text[1:]

    def because(self, reason: Reason, /, *places: str, **values: str) -> str:
        """The phrase of a reason, for the first of the places that has its own."""
        return self.say(self.placed(reason.value, *places), **values)

    def placed(self, key: str, *places: str) -> str:
        """The key of the phrase for the first of the places that has its own, else the key itself."""
        return next((f"{key}@{place}" for place in places if f"{key}@{place}" in self.phrases), key)

    def word(self, text: str) -> str:
        """A value in backticks, or the word for an empty one."""
        return quoted(text) if text else self.phrases["nothing"]

    def any_of(self, texts: Sequence[str]) -> str:
        """Quoted values joined with "or"."""
        return self.joined([quoted(text) for text in texts], "or")

    def all_of(self, texts: Sequence[str]) -> str:
        """Quoted values joined with "and"."""
        return self.joined([quoted(text) for text in texts], "and")

    def joined(self, shown: Sequence[str], last: str) -> str:
        """Values that are already quoted, joined; of a long list the first few and the number of the others."""
        if len(shown) > _MOST_LISTED + 1:
            shown = [*shown[:_MOST_LISTED], self.say("list.others", count=str(len(shown) - _MOST_LISTED))]
        if len(shown) < 2:
            return "".join(shown) or self.phrases["nothing"]
        return f"{', '.join(shown[:-1])} {self.phrases[f'list.{last}']} {shown[-1]}"
