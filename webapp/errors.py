"""What can go wrong between Casepath and its surroundings."""


class WebappError(Exception):
    """Anything the site or the command line refuses; one line that says what to do."""


class InvalidSettingError(WebappError):
    """An environment variable with a value that cannot be used; names the variable."""


class SourceError(WebappError):
    """A name on the command line that is neither known nor a file."""
