#!/usr/bin/env python3
"""Checks that every crate could be published as it stands.

Each that is not marked `publish = false` says what crates.io shows, brings its licences, and names a version of every
crate of ours that it needs; `rust-version` is the Rust that CI builds with; and everything that a bot is built of has a
licence that `deny.toml` allows. Asks nobody: what is not downloaded here is looked at by `.ci/release`.
"""

import json
import pathlib
import re
import subprocess
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
LICENCES = ["LICENSE-APACHE", "LICENSE-MIT"]


def run(*command):
    return subprocess.check_output(command, cwd=ROOT, text=True)


def host():
    return re.search(r"^host: (.+)$", run("rustc", "-vV"), re.M).group(1)


def metadata():
    return json.loads(
        run("cargo", "metadata", "--format-version", "1", "--locked", "--all-features", "--filter-platform", host())
    )


def shown(package):
    """What crates.io shows of a crate, and refuses it without."""
    name = package["name"]
    for field in ["description", "license", "keywords", "categories", "rust_version"]:
        if not package[field]:
            yield f"{name} has no `{field.replace('_', '-')}`"
    if len(package["keywords"]) > 5:
        yield f"{name} has {len(package['keywords'])} keywords; crates.io takes 5"
    folder = pathlib.Path(package["manifest_path"]).parent
    for licence in LICENCES:
        path = folder / licence
        if not path.is_file():
            yield f"{name} has no {licence}: link the one of the workspace (`ln -s ../../{licence} {path.relative_to(ROOT)}`)"
        elif path.read_bytes() != (ROOT / licence).read_bytes():
            yield f"{name} has another {licence} than the workspace"
    if package["readme"] and not (folder / package["readme"]).is_file():
        yield f"{name} names a readme that is not there: {package['readme']}"


def needed(package, versions):
    """Every crate of ours that another needs is named with its version, or only tests need it."""
    for dependency in package["dependencies"]:
        target = dependency["name"]
        if target not in versions or dependency["kind"] == "dev":
            continue
        if versions[target] is None:
            yield f"{package['name']} needs {target}, which nobody publishes"
        elif dependency["req"] != f"^{versions[target]}":
            wanted = f'version = "{versions[target]}"'
            yield f"{package['name']} needs {target} {dependency['req']}: write {wanted} in [workspace.dependencies]"


def rust(packages):
    stated = {package["rust_version"] for package in packages if package["rust_version"]}
    used = run("rustc", "--version").split()[1]
    if len(stated) != 1:
        yield f"the crates state different versions of Rust: {', '.join(sorted(stated))}"
    elif not used.startswith(min(stated) + "."):
        yield (
            f"`rust-version` is {min(stated)}, and this is Rust {used}: only a version that CI builds with may be stated. "
            "Run this with the stated one (`rustup default …`), or state another in Cargo.toml and README.md"
        )


def licences(everything):
    """A cheap part of what `cargo deny` looks at, for every change."""
    rules = tomllib.loads((ROOT / "deny.toml").read_text())["licenses"]
    exceptions = {exception["crate"]: exception["allow"] for exception in rules["exceptions"]}
    for package in everything:
        name = package["name"]
        allowed = {*rules["allow"], *exceptions.get(name, [])}
        if not satisfied(package["license"] or "", allowed):
            yield f"{name} {package['version']} has the licence `{package['license']}`, which deny.toml does not allow"


def satisfied(expression, allowed):
    """Whether an SPDX expression can be fulfilled. Older crates write `/` for OR."""
    words = re.findall(r"[()]|[^\s()]+", expression.replace("/", " OR "))

    def either():
        result = both()
        while words and words[0] == "OR":
            words.pop(0)
            result = both() or result
        return result

    def both():
        result = one()
        while words and words[0] == "AND":
            words.pop(0)
            result = one() and result
        return result

    def one():
        if words and words[0] == "(":
            words.pop(0)
            result = either()
            words[:1] = []
            return result
        result = bool(words) and words.pop(0) in allowed
        if words and words[0] == "WITH":  # an exception gives more rights, never less
            words[:2] = []
        return result

    return either()


def built_of(found, members):
    """What is in a program that uses ours: all but what only tests need."""
    needs = {node["id"]: node["deps"] for node in found["resolve"]["nodes"]}
    unseen, seen = list(members), set()
    while unseen:
        package = unseen.pop()
        if package not in seen:
            seen.add(package)
            kept = [need for need in needs[package] if any(kind["kind"] != "dev" for kind in need["dep_kinds"])]
            unseen.extend(need["pkg"] for need in kept)
    return [package for package in found["packages"] if package["id"] in seen - members]


def main():
    found = metadata()
    members = set(found["workspace_members"])
    ours = [package for package in found["packages"] if package["id"] in members]
    published = [package for package in ours if package["publish"] != []]
    versions = {package["name"]: None if package["publish"] == [] else package["version"] for package in ours}
    faults = [fault for package in published for fault in [*shown(package), *needed(package, versions)]]
    others = built_of(found, members)
    faults += [*rust(ours), *licences(others)]
    print(f"{len(published)} crates to publish, built of {len(others)} others")
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(bool(faults))


main()
