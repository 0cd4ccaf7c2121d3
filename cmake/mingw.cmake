# SPDX-License-Identifier: Apache-2.0
# Builds for Windows on Linux, with MinGW-w64; CTest runs the results under Wine.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)

set(triplet x86_64-w64-mingw32)
# The variant with POSIX threads: the other one has no std::thread.
set(CMAKE_C_COMPILER ${triplet}-gcc-posix)
set(CMAKE_CXX_COMPILER ${triplet}-g++-posix)
set(CMAKE_RC_COMPILER ${triplet}-windres)

set(CMAKE_FIND_ROOT_PATH /usr/${triplet})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

# Of several copies of an inline function the linker keeps one. GCC 12 takes this file's own copy for
# the one that stays, and keeps values in registers that the other copy overwrites.
set(CMAKE_CXX_FLAGS_INIT -fno-ipa-ra)

# One file that runs anywhere: no DLL of MinGW's beside it.
set(ZLIB_USE_STATIC_LIBS ON)

find_program(NPUSCOPE_WINE wine64 HINTS /usr/lib/wine)
if(NPUSCOPE_WINE)
  set(CMAKE_CROSSCOMPILING_EMULATOR "${NPUSCOPE_WINE}")
endif()
