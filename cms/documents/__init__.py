"""The site's pages as the public reads them, made when they are asked for."""
