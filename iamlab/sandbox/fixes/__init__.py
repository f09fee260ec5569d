"""The smallest changes that would allow a denied request: shown as diffs, tried in a copy, applied with undo."""
