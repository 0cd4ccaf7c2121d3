#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks what is text: licence line, blanks, characters, unfinished marks, foreign words."""

import re
import sys
import unicodedata

import project_files

LICENCE = "SPDX-License-Identifier: Apache-2.0"
# What sources may use beyond ASCII: quotes of the world's letters go into tests' data instead.
ALLOWED_IN_SOURCES = set("…–×→≤≥≠±·²³°µσΣ∞√äöüßéç└├│─█▏▎▍▌▋▊▉")
MARK = re.compile(r"\b(?:TODO|FIXME|XXX)\b")
REASONED_MARK = re.compile(r"TODO\([^)]+\): \w")

# Nothing may name the host of a package registry (a build must work with the machine's own mirror),
# or the folders and tickets of those who wrote it.
REGISTRY = re.compile(
    r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs|crates[.]io/|repo1?[.]maven|proxy[.]golang"
    r"|(?:deb|security|snapshot)[.]debian[.]org|repo[.]anaconda|download[.]pytorch")
WORKPLACE = re.compile(r"[.][.]/shared\b|[/]work/|[/]root/|before[-]stop|\bissue #?\d+\b|\bCE[O]\b", re.I)
NAMES_SHARED_DATA = ".ci/run"


def needs_licence(path):
    return project_files.is_source(path)


def check_line(path, line):
    """What is wrong with one line."""
    wrong = []
    if line != line.rstrip():
        wrong.append("blanks at the end")
    if "\t" in line:
        wrong.append("a tab")
    if MARK.search(line) and not REASONED_MARK.search(line) and path.name != "check_text.py":
        wrong.append("an unfinished mark without its reason, as in 'TODO(why not now): what'")
    allowed = ALLOWED_IN_SOURCES if project_files.is_source(path) else None
    for character in sorted(set(line) - set("\t")):
        if ord(character) < 0x20 or unicodedata.category(character) in ("Cc", "Cf", "Co", "Zs") and \
                character != " ":
            wrong.append(f"the invisible character U+{ord(character):04X}")
        elif ord(character) > 0x7E and allowed is not None and character not in allowed:
            wrong.append(f"the character '{character}' (tools/check_text.py lists those allowed)")
    if REGISTRY.search(line):
        wrong.append("the host of a package registry")
    if WORKPLACE.search(line) and path.as_posix() != NAMES_SHARED_DATA:
        wrong.append("a folder or ticket of the workplace")
    return wrong


def check(path, text):
    """All violations in one file."""
    violations = []
    lines = text.split("\n")
    if needs_licence(path) and not any(LICENCE in line for line in lines[:2]):
        violations.append(f"{path}:1: no '{LICENCE}'")
    if text and (lines[-1] != "" or lines[-2:] == ["", ""]):
        violations.append(f"{path}:{len(lines)}: must end with exactly one line end")
    for number, line in enumerate(lines, 1):
        violations += [f"{path}:{number}: {wrong}" for wrong in check_line(path, line)]
    return violations


# Texts that are not ours to change, and outputs that are compared exactly.
EXEMPT = re.compile(r"LICENSE$|tests/data/|tests/cli/.*\.test$|fuzz/corpus/|examples/.*\.(?:csv|c|h|json)$")


def main():
    violations = []
    for path in project_files.files():
        if EXEMPT.match(path.as_posix()):
            continue
        text = project_files.text_of(project_files.ROOT / path)
        if text is not None:
            violations += check(path, text)
    return project_files.report(violations)


if __name__ == "__main__":
    sys.exit(main())
