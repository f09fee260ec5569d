"""What a workbench shows, read off it: policies, the decision and its steps, the handshake, who somebody is."""
