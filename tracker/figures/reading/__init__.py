"""The reader of data/figures: files in, entries or everything that is wrong out."""
