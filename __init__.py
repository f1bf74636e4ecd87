"""paperdeck: a terminal reader for daily AI-paper reports in Chinese Markdown."""


def __getattr__(name: str) -> str:
    """Give `__version__` from the installed metadata; looked up only when asked, since it costs 10 ms."""
    if name == "__version__":
        from importlib.metadata import version

        return version("paperdeck")
    raise AttributeError(name)
