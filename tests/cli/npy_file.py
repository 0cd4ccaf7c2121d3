# SPDX-License-Identifier: Apache-2.0
"""Writes NumPy's files of arrays: the tests need no package for it."""

import struct


def write_npy(path, kind, shape, content):
    """`kind`: as NumPy names it, "<f4"; `content`: the elements' bytes."""
    header = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}"
    header = header.ljust(117) + "\n"
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + content)
