"""What the claims of speed and size rest on; `make bench` runs all of it."""
