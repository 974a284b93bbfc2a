"""What `make demo` makes up: people, a running year, declarations and ratings."""
