"""Build scripts: what `make` calls and the product does not need."""
