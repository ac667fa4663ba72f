"""Tests of the engine, compared with plain references."""
