"""The cache of an installation without a server for one: files, which all processes of a machine share."""

from contextlib import suppress
from pathlib import Path

from django.core.cache.backends.filebased import FileBasedCache


class RateCache(FileBasedCache):
    """A cache of files that makes room by what has expired. Django's own deletes at random: counters of rate limits."""

    def _cull(self) -> None:
        files = self._list_cache_files()  # type: ignore[attr-defined]
        if len(files) < self._max_entries:
            return
        # To ask whether a file has expired is what deletes it.
        for name in files:
            with suppress(FileNotFoundError), Path(name).open("rb") as file:
                self._is_expired(file)  # type: ignore[attr-defined]
        super()._cull()  # type: ignore[misc]
