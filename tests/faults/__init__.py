"""The site and its worker killed at random moments."""
