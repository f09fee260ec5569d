"""Questions: drawn, answered, graded by the engine where it decides, and kept as progress."""
