"""What every evaluation shares: measures over rows, their intervals, runs and groups."""
