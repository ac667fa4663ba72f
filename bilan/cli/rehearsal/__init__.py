"""One person's whole bilan from a file, through the operations the site uses."""
