"""What each row says in JSON: every member is declared, none follows from a model.

Codes, keys and states stay as they are stored, in every language. Names of places and
words of people are data.
"""
