"""Pages of campaign years: for everyone to read, and for those who run them."""
