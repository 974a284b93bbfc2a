"""The pages of changesets: the list, the import, one changeset."""
