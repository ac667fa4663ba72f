"""Experiences and skill cards: what a person has done and can do."""
