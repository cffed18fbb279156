"""Words to facts: reading a file, cleaning it, and finding what it says."""
