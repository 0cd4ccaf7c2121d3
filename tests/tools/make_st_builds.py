#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/builds: small, complete builds in the forms of ST Edge AI Core 2.0 to 4.0.

    python3 tests/tools/make_st_builds.py [--check]

Needs nothing but Python. Each folder is what `stedgeai generate` leaves behind of one small network
(st_builds/network.py), its files consistent with each other: addresses, sizes, lifetimes, layouts,
names, hashes, versions, and coefficients by the formulas of docs/neural-art.md, written once more in
Python. All texts are ours; the forms are ST's. --check compares with what is there.
"""

import argparse
import dataclasses
import pathlib
import sys

from st_builds import dialect
from st_builds.build import Build
from st_builds.network import Network

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "data" / "builds"


def builds():
    """{name of the folder: Build}."""
    channels, tensors = Network(per_channel=True), Network(per_channel=False)
    user = dataclasses.replace(dialect.CORE_4_0, user_io=True)
    return {
        "core-2.0": Build(channels, dialect.CORE_2_0, float_io=False, channels_last=True),
        "core-2.1-ec": Build(channels, dialect.with_controller(dialect.CORE_2_1), float_io=False, channels_last=False),
        "core-2.2": Build(channels, dialect.CORE_2_2, float_io=True, channels_last=True),
        "core-2.2-per-tensor": Build(tensors, dialect.CORE_2_2, float_io=False, channels_last=True),
        "core-3.0": Build(channels, dialect.CORE_3_0, float_io=False, channels_last=False),
        "core-4.0-ec": Build(tensors, dialect.with_controller(dialect.CORE_4_0), float_io=True, channels_last=True),
        "core-4.0-user-io": Build(channels, user, float_io=False, channels_last=True),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file differs")
    check = parser.parse_args().check
    expected = {FOLDER / name / path: content for name, build in builds().items() for path, content in build.bytes_of().items()}
    present = {path for path in FOLDER.glob("*/**/*") if path.is_file()}
    wrong = sorted(str(p) for p in present - set(expected)) if check else []
    for path, content in expected.items():
        if check:
            wrong += [str(path)] if not path.is_file() or path.read_bytes() != content else []
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for path in wrong:
        print(f"{path}: not what tests/tools/make_st_builds.py writes")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
