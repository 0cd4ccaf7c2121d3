# SPDX-License-Identifier: Apache-2.0
# Builds for Linux on Arm, with Debian's cross compiler; CTest runs the results in QEMU, whose
# processor `max` has every instruction set that there are kernels for.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)

set(triplet aarch64-linux-gnu)
set(CMAKE_C_COMPILER ${triplet}-gcc)
set(CMAKE_CXX_COMPILER ${triplet}-g++)

set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
# Libraries of the target lie beside the host's, in a folder of its own name.
set(CMAKE_LIBRARY_ARCHITECTURE ${triplet})
set(ZLIB_USE_STATIC_LIBS ON)

# Static, since threads of dynamically linked programs hang in Debian 12's QEMU.
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)

find_program(NPUSCOPE_QEMU qemu-aarch64)
if(NPUSCOPE_QEMU)
  set(CMAKE_CROSSCOMPILING_EMULATOR "${NPUSCOPE_QEMU};-cpu;max")
endif()
