"""Personal numbers, kept encrypted for a short time and known elsewhere by a reference only."""
