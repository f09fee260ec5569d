"""How fast the engine is, as ratios to work that every machine does: `python -m tests.benchmarks`."""
