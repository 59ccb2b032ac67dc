"""What can go wrong with the portal."""

from webapp.errors import WebappError


class PortalError(WebappError):
    """The folder cannot be used for the portal, or a data file of the portal is not sound."""
