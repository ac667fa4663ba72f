"""Catalogues of occupations and skills, labor market, certifications, geography; their importers."""
