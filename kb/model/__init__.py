"""Facts to RDF, through the gate, to what the base holds."""
