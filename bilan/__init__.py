"""The software that runs the bilan de compétences, from the front door to the follow-up."""
