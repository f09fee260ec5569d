"""Results kept for texts that come again, within a known amount of memory."""

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Concatenate, ParamSpec, TypeVar

LONGEST_KEPT = 256
"""Characters of a text whose result is kept: enough for names, ARNs and most patterns. A hostile value of a policy may
have 131,072, and thousands of those would fill the memory.
"""

_Others = ParamSpec("_Others")
_Result = TypeVar("_Result")


def remembered(
    most: int,
) -> Callable[[Callable[Concatenate[str, _Others], _Result]], Callable[Concatenate[str, _Others], _Result]]:
    """Keep the results of a function of a text, the last `most` of them; longer texts are worked out each time."""

    def keeping(function: Callable[Concatenate[str, _Others], _Result]) -> Callable[Concatenate[str, _Others], _Result]:
        kept = lru_cache(maxsize=most)(function)

        def asked(text: str, /, *args: _Others.args, **kwargs: _Others.kwargs) -> _Result:
            if len(text) > LONGEST_KEPT:
                return function(text, *args, **kwargs)
            return kept(text, *args, **kwargs)  # type: ignore[arg-type]

        return update_wrapper(asked, function)

    return keeping
