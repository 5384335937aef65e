"""The chat widget: one script that a portal's page loads, put together from ``parts``."""
