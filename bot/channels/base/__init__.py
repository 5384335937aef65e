"""What all messaging channels share: in through the durable inbox, out through one renderer."""
