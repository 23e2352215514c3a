#!/usr/bin/env python3
"""The changes since the last release: one small file each in `changes/`, which become a section of CHANGELOG.md.

Without arguments: every file has the form that `changes/README.md` tells. With --section VERSION: prints the section as
it would be. With --release VERSION: writes it into CHANGELOG.md, dated today, and removes the files.
"""

import datetime
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "changes"
CHANGELOG = ROOT / "CHANGELOG.md"

# In the order in which a reader wants to know of them.
KINDS = {
    "breaking": "What you have to change",
    "security": "Security",
    "added": "New",
    "changed": "Changed",
    "fixed": "Repaired",
}
LONGEST_LINE = 120
LONGEST_TEXT = 8
# New sections go below this line.
MARK = "<!-- releases, the newest first -->"


def fragments():
    return sorted(path for path in FOLDER.iterdir() if path.name != "README.md")


def read(path):
    """The kind, the text, and what is wrong with them."""
    name = path.relative_to(ROOT)
    faults = []
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.md", path.name):
        faults.append(f"{name}: a name is small letters, digits and `-`, and ends with `.md`")
    kind, _, rest = path.read_text().partition("\n")
    if kind not in KINDS:
        faults.append(f"{name}:1: `{kind}` is none of {', '.join(KINDS)}")
    if not rest.startswith("\n"):
        faults.append(f"{name}:2: the second line is empty")
    text = rest.strip()
    lines = text.splitlines()
    if not text.endswith("."):
        faults.append(f"{name}: the text is one or more whole sentences")
    if len(lines) > LONGEST_TEXT:
        faults.append(f"{name}: {len(lines)} lines; {LONGEST_TEXT} at most, the rest belongs into the guide")
    for number, line in enumerate(lines, 3):
        if len(line) > LONGEST_LINE:
            faults.append(f"{name}:{number}: {len(line)} characters; {LONGEST_LINE} at most")
        if re.match(r"\s*([-*#]|\d+\.)\s", line):
            faults.append(f"{name}:{number}: plain sentences, for it becomes an item of a list")
    return kind, lines, faults


def section(version, date):
    parts = [f"## {version}, {date}"]
    read_all = [read(path) for path in fragments()]
    for kind, title in KINDS.items():
        items = ["- " + "\n  ".join(lines) for of, lines, _ in read_all if of == kind]
        if items:
            parts.append(f"### {title}")
            parts.append("\n".join(items))
    return "\n\n".join(parts) + "\n"


def release(version, date):
    if not re.fullmatch(r"\d+\.\d+\.\d+(-[a-z0-9.]+)?", version):
        return f"`{version}` is no version"
    if not fragments():
        return "there is nothing to release: `changes/` is empty"
    before, mark, after = CHANGELOG.read_text().partition(MARK)
    if not mark:
        return f"CHANGELOG.md lacks the line `{MARK}`"
    if f"\n## {version}," in after:
        return f"CHANGELOG.md has a section of {version} already"
    CHANGELOG.write_text(f"{before}{mark}\n\n{section(version, date)}{after}")
    for path in fragments():
        path.unlink()
    return None


def main():
    faults = [fault for path in fragments() for fault in read(path)[2]]
    today = datetime.date.today().isoformat()
    match sys.argv[1:]:
        case []:
            pass
        case ["--section", version]:
            print(section(version, today), end="")
        case ["--release", version] if not faults:
            fault = release(version, today)
            faults += [fault] if fault else []
        case ["--release", _]:
            pass
        case _:
            faults = [__doc__]
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(bool(faults))


main()
