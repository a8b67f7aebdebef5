"""HTTPS on the clinic's own network: its certificate authority, the certificate of this machine, and the two ports."""
