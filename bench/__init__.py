"""Speed, measured beside others in the same run: `make bench`. What each figure means: docs/benchmarks.md."""
