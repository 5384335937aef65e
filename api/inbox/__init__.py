"""The durable inbox: every event of a channel is written here before it is answered."""
