"""Talking to Wikidata; nothing else does."""
