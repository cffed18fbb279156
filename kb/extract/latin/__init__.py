"""French and English articles: their own word lists and clause rules on the common records."""
