# SPDX-License-Identifier: Apache-2.0
# The language, warnings and floating-point rules of every target.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

find_program(NPUSCOPE_CCACHE ccache)
if(NPUSCOPE_CCACHE)
  # Precompiled headers are hashed by content; nothing here uses __DATE__ or __TIME__.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${NPUSCOPE_CCACHE}")
endif()

add_library(npuscope_options INTERFACE)
target_compile_options(npuscope_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Wold-style-cast -Wdouble-promotion
  # Contraction to fused multiply-add changes results from one compiler or CPU to the next.
  -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # What ccache needs to see precompiled headers; harmless without.
  target_compile_options(npuscope_options INTERFACE -fpch-preprocess)
  if(CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # At -O3, GCC 12 takes copies within std::string for overlapping (its bug 105651) or too long, and
    # strings of a braced list, on the way out of an exception, for not made (its bug 105562).
    target_compile_options(npuscope_options INTERFACE
      "$<$<CONFIG:Release>:-Wno-restrict;-Wno-stringop-overread;-Wno-maybe-uninitialized>")
  endif()
  if(NOT CMAKE_DISABLE_PRECOMPILE_HEADERS)
    # With precompiled headers GCC 12 takes the sum of two std::strings for a write out of bounds.
    # AddressSanitizer, and a build without precompiled headers, see real ones.
    target_compile_options(npuscope_options INTERFACE -Wno-array-bounds -Wno-stringop-overflow)
  endif()
endif()
if(NPUSCOPE_WERROR)
  target_compile_options(npuscope_options INTERFACE -Werror)
endif()
if(NPUSCOPE_FUZZ)
  target_compile_options(npuscope_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(NPUSCOPE_SANITIZE)
  target_compile_options(npuscope_options INTERFACE
    -fsanitize=${NPUSCOPE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all
    # GCC: "may give false positives with sanitizers", std::optional being one.
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_link_options(npuscope_options INTERFACE -fsanitize=${NPUSCOPE_SANITIZE})
endif()
if(WIN32)
  target_compile_definitions(npuscope_options INTERFACE UNICODE _UNICODE NOMINMAX WIN32_LEAN_AND_MEAN)
  target_link_options(npuscope_options INTERFACE -static)
endif()
