"""Jobs join the layers, each in a few lines: open, poll, add, extract, rebuild."""
