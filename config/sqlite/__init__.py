"""The database backend of one office: see `base`."""
