"""The web server behind `serve`: configured feeds from the store, any other live blog on demand, and a form."""
