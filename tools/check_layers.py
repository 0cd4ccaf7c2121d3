#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that the layers of src/ use each other only downwards.

The order is the list in src/CMakeLists.txt. An `#include "x/y.h"` in src/LAYER must name a layer of
that list that stands no later and that LAYER links, directly or through another; what LAYER links it
must also include. Foreign headers (see PLACES), rounding and what differs between operating systems
(see CONTENTS) have their places. Every source is built.
"""

import re
import sys

import project_files

# Sets of layers of which none uses another, whatever their order in the list.
INDEPENDENT = ({"formats", "kernels"},)
# The installed interface, the layer that implements it, and the program: its client, which of the
# other layers needs only consoles and files.
INTERFACE, INTERFACE_LAYER = "npuscope", "api"
CLIENT, CLIENT_USES = "cli", {"base"}

# (what, the headers, the only files that may include them)
PLACES = (
    ("ONNX Runtime", r"(?:core/session/)?onnxruntime_.*|.*provider_(?:factory|options)\.h",
     r"src/backend_ort/"),
    ("OpenCV", r"opencv2/.*", r"src/inputs/"),
    ("operating system", r"windows\.h|winsock2\.h|io\.h|unistd\.h|dlfcn\.h|fcntl\.h|link\.h|termios\.h"
     r"|pthread\.h|poll\.h|netdb\.h|sys/.*|netinet/.*|arpa/.*|linux/.*", r"(?:src/base/os_\w+\.cc|tests/support/(?:unlistable_folder\.h|(?:hide_vnni|without_streams)\.cc)"
     r"|tests/unit/(?:base/(?:parallel|special_files)|recording/kill)_test\.cc)$"),
)
# (what, how it shows in the text, the only files of src/ that may hold it)
CONTENTS = (
    ("a difference between operating systems", r"^[ \t]*#[^\n]*?\b(_WIN32|__APPLE__|__linux__|__unix__)\b",
     r"src/(?:base/os_\w+\.cc|backend_ort/ort_api\.h)$"),
    ("rounding", r"\bstd::((?:nearbyint|l?l?rint|l?l?round)[fl]?)\b", r"src/numeric/"),
)
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]', re.M)


def includes(text):
    """(line number, '<' or '"', header) of every #include."""
    return [(text.count("\n", 0, match.start(2)) + 1, *match.groups())
            for match in INCLUDE.finditer(text)]


def layer_order(root):
    """The layers, in the order of src/CMakeLists.txt."""
    text = (root / "src/CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"foreach\(layer IN ITEMS ([^)]*)\)", text).group(1).split()


def build_lists(root, order):
    """{layer: its CMakeLists.txt without comments}, of the layers that are built."""
    lists = {layer: root / "src" / layer / "CMakeLists.txt" for layer in order}
    return {layer: re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
            for layer, path in lists.items() if path.is_file()}


def linked(lists):
    """{layer: the layers that its CMakeLists.txt links}."""
    return {layer: set(re.findall(r"\bnpuscope_(\w+)", text)) & set(lists) - {layer}
            for layer, text in lists.items()}


def closure(links, layer):
    """All layers that `layer` links, directly or through another."""
    reached, pending = set(), set(links[layer])
    while pending:
        name = pending.pop()
        reached.add(name)
        pending |= links[name] - reached
    return reached


def may_use(order, user, used):
    if user == CLIENT:
        return used in CLIENT_USES
    return order.index(used) <= order.index(user) and not any(
        {user, used} <= group and user != used for group in INDEPENDENT)


def check_places(path, number, header):
    return [f"{path}:{number}: {what} headers are for {places} alone: {header}"
            for what, headers, places in PLACES
            if re.fullmatch(headers, header) and not re.match(places, path)]


def check_contents(path, text):
    """What a source file of src/ holds that has its place elsewhere."""
    return [f"{path}:{text.count(chr(10), 0, match.start(1)) + 1}: {what} is for {places} alone: {match.group(1)}"
            for what, shown, places in CONTENTS if not re.match(places, path)
            for match in re.finditer(shown, text, re.M)]


def check_layer_file(path, text, order, reachable):
    """(violations, layers included) of a source file of a layer, which links `reachable`.

    `reachable` is None for a layer of headers alone, which links nothing.
    """
    layer = path.split("/")[1]
    if layer not in order:
        return [f"{path}: '{layer}' is no layer of src/CMakeLists.txt"], set()
    violations, used = [], set()
    for number, kind, header in includes(text):
        target = header.split("/")[0]
        if target == INTERFACE and layer == CLIENT:
            used.add(INTERFACE_LAYER)
        if kind == "<" or "/" not in header or target in (layer, INTERFACE):
            continue
        if target not in order:
            violations.append(f"{path}:{number}: '{target}' is no layer of src/CMakeLists.txt")
        elif not may_use(order, layer, target):
            violations.append(f"{path}:{number}: {layer} must not use {target}")
        elif reachable is not None and target not in reachable:
            violations.append(f"{path}:{number}: {layer} does not link npuscope_{target}")
        else:
            used.add(target)
    return violations, used


def check(root, paths):
    """All violations in `paths`, which are relative to `root`."""
    order = layer_order(root)
    lists = build_lists(root, order)
    links = linked(lists)
    violations, used = [], {layer: set() for layer in order}
    for path in paths:
        if path.suffix not in project_files.CXX:
            continue
        text = (root / path).read_text(encoding="utf-8")
        for number, kind, header in includes(text):
            violations += check_places(path.as_posix(), number, header)
            if path.parts[0] == "include" and kind == '"' and header.split("/")[0] != INTERFACE:
                violations.append(f"{path}:{number}: the installed interface must not use {header}")
        if path.parts[0] != "src":
            continue
        violations += check_contents(path.as_posix(), text)
        layer = path.parts[1]
        reachable = closure(links, layer) if layer in lists else None
        found, targets = check_layer_file(path.as_posix(), text, order, reachable)
        violations += found
        used.setdefault(layer, set()).update(targets)
        name = path.relative_to(f"src/{layer}").as_posix()
        if path.suffix == ".cc" and not re.search(rf"(?<![\w/]){re.escape(name)}(?!\w)",
                                                  lists.get(layer, "")):
            violations.append(f"{path}: is not built: src/{layer}/CMakeLists.txt does not name it")
    for layer in lists:
        violations += [f"src/{layer}/CMakeLists.txt: links npuscope_{target}, includes nothing of it"
                       for target in sorted(links[layer] - used[layer])]
    return violations


if __name__ == "__main__":
    sys.exit(project_files.report(check(project_files.ROOT, project_files.files())))
