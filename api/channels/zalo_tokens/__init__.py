"""The one place that keeps and refreshes Zalo's tokens."""
