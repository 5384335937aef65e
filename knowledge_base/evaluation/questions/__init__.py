"""Questions put to search: retrieval, sections and the decision to decline."""
