"""RDF to generations, and generations to answers."""
