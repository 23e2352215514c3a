#!/usr/bin/env python3
"""Checks the map in ARCHITECTURE.md.

Without arguments: every arrow points to a lower floor, no file is too long, nothing but the one place makes HTTP
calls, and every dependency stands in the list with its reason. With --features: every crate builds without default features, and with each feature alone.
"""

import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# A crate may depend on crates of lower floors only. Building blocks of a floor do not know each other.
FLOORS = {
    "tertulia-macros": 0,
    "tertulia-core": 1,
    "tertulia-graph": 1.5,
    "tertulia-telegram": 2,
    "tertulia-messenger": 2,
    "tertulia-whatsapp": 2,
    "tertulia-nlu": 2,
    "tertulia-store": 3,
    "tertulia-runtime": 4,
    "tertulia-simulator": 5,
    "tertulia": 6,
    "tertulia-cli": 7,
    "tertulia-benches": 8,
    "tertulia-trials": 8,
}
EXAMPLES = 8

# Floors 0 to 2 do no I/O and know no clock.
PURE = 2
IMPURE = {"tokio", "reqwest", "hyper", "hyper-util", "axum", "rusqlite", "getrandom", "tempfile"}
# Crates that may be used in one place only.
ONLY_IN = {
    "axum": {"tertulia-runtime", "tertulia-simulator"},
    "reqwest": {"tertulia-runtime"},
    # The trials look into the database from outside.
    "rusqlite": {"tertulia-store", "tertulia-trials"},
    "clap": {"tertulia", "tertulia-cli"},
}

LONGEST = 500


def metadata():
    command = ["cargo", "metadata", "--format-version", "1", "--no-deps"]
    return json.loads(subprocess.check_output(command, cwd=ROOT))["packages"]


def floor(package):
    if "/examples/" in package["manifest_path"]:
        return EXAMPLES
    return FLOORS.get(package["name"])


def arrows(packages):
    floors = {package["name"]: floor(package) for package in packages}
    for name, level in floors.items():
        if level is None:
            yield f"{name} has no floor: give it one in .ci/architecture.py and in ARCHITECTURE.md"
    for package in packages:
        name, level = package["name"], floors[package["name"]]
        for dependency in package["dependencies"]:
            target = dependency["name"]
            if dependency["kind"] == "dev" or level is None:
                continue
            if floors.get(target) is not None and floors[target] >= level:
                yield f"{name} (floor {level}) depends on {target} (floor {floors[target]}): arrows point down"
            if level <= PURE and target in IMPURE:
                yield f"{name} depends on {target}: floors 0 to {PURE} do no I/O and know no clock"
            if target in ONLY_IN and name not in ONLY_IN[target]:
                yield f"{name} depends on {target}, which only {', '.join(ONLY_IN[target])} may"


def reasons(packages):
    """Every crate of others has its reason in the map."""
    _, _, listed = (ROOT / "ARCHITECTURE.md").read_text().partition("\n## Dependencies\n")
    # The last column is the reason; what tests need is named there.
    named = set(re.findall(r"[\w-]+", " ".join(re.findall(r"^\|.*\|$", listed, re.M))))
    ours = {package["name"] for package in packages}
    needed = {dependency["name"] for package in packages for dependency in package["dependencies"]}
    for name in sorted(needed - ours - named):
        yield f"{name} is not in ARCHITECTURE.md, under Dependencies: say there why it is needed"


def long_files():
    files = subprocess.check_output(["git", "ls-files", "-co", "--exclude-standard", "*.rs"], cwd=ROOT, text=True)
    lengths = []
    for name in files.splitlines():
        path = ROOT / name
        if not path.exists():
            continue
        length = len(path.read_text().splitlines())
        if "/tests/" in name or path.name == "tests.rs":
            continue
        lengths.append(length)
        if length > LONGEST:
            yield f"{name} has {length} lines: no file has more than {LONGEST} without its tests"
    lengths.sort()
    middle = lengths[len(lengths) // 2]
    print(f"{len(lengths)} files, median {middle} lines, longest {lengths[-1]}")
    if middle > 150:
        yield f"the median file has {middle} lines: 150 at most"


def features(packages):
    for package in packages:
        name = package["name"]
        builds = [[]] + [["--features", feature] for feature in package["features"] if feature != "default"]
        for build in builds:
            command = ["cargo", "clippy", "--quiet", "-p", name, "--no-default-features", *build]
            print(" ".join(command), flush=True)
            if subprocess.run([*command, "--", "-D", "warnings"], cwd=ROOT).returncode:
                yield f"{name} does not build with {' '.join(build) or 'no features'}"


def main():
    packages = metadata()
    if "--features" in sys.argv:
        faults = list(features(packages))
    else:
        faults = [*arrows(packages), *reasons(packages), *long_files()]
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(bool(faults))


main()
