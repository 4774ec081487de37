"""Heads, relations, and how sure a word is. Opened when it is first used."""
