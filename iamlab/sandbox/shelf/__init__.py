"""A learner's sandboxes: listed, begun, named, copied, deleted and restored, taken out as files and brought in."""
