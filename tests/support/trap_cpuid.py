#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""trap_cpuid.py PROGRAM COPY: a copy of a program or library for x86-64 in which CPUID is an
instruction that no processor has. hide_vnni.cc answers it, on processors too that cannot be told to
fault on CPUID itself."""

import pathlib
import re
import shutil
import struct
import subprocess
import sys

CPUID, UNDEFINED = b"\x0f\xa2", b"\x0f\x04"


def cpuid_addresses(path):
    """Of every CPUID that the disassembler finds: among the bytes of other instructions are more."""
    listing = subprocess.run(["objdump", "--disassemble", "--no-show-raw-insn", path],
                             stdout=subprocess.PIPE, text=True, check=True).stdout
    return [int(at, 16) for at in re.findall(r"^\s*([0-9a-f]+):\s+cpuid\s*$", listing, re.MULTILINE)]


def loaded_segments(elf):
    """(address, place in the file, bytes of the file) of each PT_LOAD of a 64-bit ELF file."""
    start, = struct.unpack_from("<Q", elf, 0x20)
    size, count = struct.unpack_from("<HH", elf, 0x36)
    for at in range(start, start + size * count, size):
        kind, _, place, address, _, length = struct.unpack_from("<IIQQQQ", elf, at)
        if kind == 1:
            yield address, place, length


def write_copy(source, copy):
    elf = bytearray(pathlib.Path(source).read_bytes())
    segments = list(loaded_segments(elf))
    for at in cpuid_addresses(source):
        places = [place + at - address for address, place, length in segments
                  if address <= at < address + length]
        if len(places) != 1 or elf[places[0]:places[0] + 2] != CPUID:
            raise ValueError(f"{source}: no CPUID at {at:#x}")
        place = places[0]
        elf[place:place + 2] = UNDEFINED
    pathlib.Path(copy).write_bytes(elf)
    shutil.copymode(source, copy)


def write_copies(program, libraries, folder):
    """Copies of a program and of ONNX Runtime, found in a folder; returns the path of the copy and
    the folder of the library's."""
    folder = pathlib.Path(folder)
    copy, copied_libraries = folder / pathlib.Path(program).name, folder / "lib"
    copied_libraries.mkdir()
    write_copy(program, copy)
    for library in pathlib.Path(libraries).glob("libonnxruntime.so*"):
        write_copy(library, copied_libraries / library.name)
    return copy, copied_libraries


if __name__ == "__main__":
    write_copy(*sys.argv[1:])
