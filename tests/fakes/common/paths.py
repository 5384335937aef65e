"""Where a fake listens for the test that steers it."""

CONTROL = "/__control"
