"""The function that Google Cloud starts; all of it is in the package. deploy.sh says how it is deployed."""

from feedgen_liveblog.handler import gcp

__all__ = ["gcp"]
