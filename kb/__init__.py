"""Khabar: news reports read into a knowledge base in which every fact points at its words."""

__version__ = "0.1.0"
