"""The watch table: requests kept with a sandbox, each with what is expected of it and what is decided now."""
