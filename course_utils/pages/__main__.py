"""Build the pages, and show them on this machine: `python -m course_utils.pages --help`."""

import argparse
import contextlib
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from course_utils.language import _


def main():
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m course_utils.pages")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (
        ("build", _("make the pages of all notebooks, in some five minutes")),
        ("serve", _("show pages that have been built, to this machine only")),
    ):
        commands.add_parser(name, help=text).add_argument("site", type=Path, help=_("a folder"))
    arguments = parser.parse_args()
    try:
        {"build": build, "serve": serve}[arguments.command](arguments.site)
    except ModuleNotFoundError as error:
        text = _("{error}: the pages need the packages of the group dev.").format(error=error)
        parser.exit(1, f"{text}\n")
    except OSError as error:
        parser.exit(1, f"{error}\n")


def build(site):
    """Make the pages, with packages that only those need who make them."""
    from course_utils.pages import building

    building.build(site)


def serve(site):
    """Serve a folder on the loopback address until Ctrl+C is pressed."""
    if not site.is_dir():
        raise NotADirectoryError(_("There is no folder {folder}.").format(folder=site))
    handler = partial(SimpleHTTPRequestHandler, directory=site)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        print(_("Open http://127.0.0.1:{port}/").format(port=server.server_port), flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()


if __name__ == "__main__":
    main()
