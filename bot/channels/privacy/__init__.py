"""What of a conversation is kept, shown and deleted: a guarded way into the tracker store."""
