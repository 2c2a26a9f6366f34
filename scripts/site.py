"""Build the site in both languages and serve it: python scripts/site.py"""

import argparse
import os
import shutil
import sys
import time
import webbrowser

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from scripts.machine import environment
from scripts.machine.server import Server


def main():
    options = parse(sys.argv[1:])
    site = environment.ROOT / "site"
    # The port is taken before the long work: better to fail at once
    server = None if options.build else Server(site, options.port)
    python = environment.prepare()
    bring_pyodide(python)
    build(environment.ROOT, python)
    if server is None:
        print("The site is in {}".format(site))
        return 0

    address = "http://127.0.0.1:{}/".format(server.server_port)
    print("\n  Japanese  {}\n  English   {}en/\n\nCtrl-C stops.".format(address, address))
    sys.stdout.flush()
    if options.open:
        webbrowser.open(address)
    server.serve_forever()


def bring_pyodide(python):
    """Have the Python of the pages at hand; without it the site is built all the same."""
    if not environment.bring_pyodide(python):
        environment.say(
            "The site is built without it: pages that run programs then fetch it from Pyodide's own"
            " network, and cannot run any without a connection."
        )


def build(root, python):
    """Build root/site; where that fails, the site that was there stays."""
    start = time.time()
    new, site, old = root / "site.new", root / "site", root / "site.old"
    environment.say("building the site in both languages")
    # Not --quiet: what is not logged is not counted, and --strict lets it pass
    command = [str(python), "-m", "mkdocs", "build", "--strict", "--site-dir", str(new)]
    if environment.call(command, cwd=root, NO_MKDOCS_2_WARNING="1"):
        shutil.rmtree(str(new), ignore_errors=True)
        raise environment.ExpectedError(
            "The site was not built; mkdocs says why above. What was in site/ before is untouched."
        )
    try:
        shutil.rmtree(str(old), ignore_errors=True)
        if site.exists():
            site.replace(old)
        new.replace(site)
    except OSError as error:
        raise environment.ExpectedError(
            "The new site is in {}, but could not take the place of site/: {}. Close what uses"
            " site/, then run the same command again.".format(new, error)
        )
    shutil.rmtree(str(old), ignore_errors=True)
    environment.say("the site is built ({:.1f} s)".format(time.time() - start))


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="python scripts/site.py",
        description="Build the site in both languages and serve it on this machine. The first run"
        " makes the environment, .venv.",
    )
    parser.add_argument(
        "--port", type=port, default=8000, help="serve there (default 8000; 0: any that is free)"
    )
    parser.add_argument("--build", action="store_true", help="build into site/, serve nothing")
    parser.add_argument("--open", action="store_true", help="open the site in the browser")
    options = parser.parse_args(arguments)
    if options.build and options.open:
        parser.error("--open shows what is served, and --build serves nothing: choose one")
    return options


def port(text):
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError
    return number


if __name__ == "__main__":
    environment.run(main)
