"""Pages of the practitioner who leads bilans."""
