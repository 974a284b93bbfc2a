"""Reading a newspaper page: text and gazetteer in, claims out.

Pure functions over plain values: no database, no network, no language model.
`reading.read` is the only door; `docs/reading.md` explains the engine and how
a rule is added.
"""
