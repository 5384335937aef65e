"""Learn the weights that ship in ``data/search``; nothing here runs while serving."""
