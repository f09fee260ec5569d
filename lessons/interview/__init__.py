"""The interview deck: questions as asked aloud, to answer before looking."""
