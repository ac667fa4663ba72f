"""Documents a person gives someone to read: a version, for a purpose, until a day."""
