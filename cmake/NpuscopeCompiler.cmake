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
  set(CMAKE_CXX_COMPILER_LAUNCHER "${NPUSCOPE_CCACHE}")
endif()

add_library(npuscope_options INTERFACE)
target_compile_options(npuscope_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Wold-style-cast -Wdouble-promotion
  # Contraction to fused multiply-add changes results from one compiler or CPU to the next.
  -ffp-contract=off)
if(NPUSCOPE_WERROR)
  target_compile_options(npuscope_options INTERFACE -Werror)
endif()
if(NPUSCOPE_FUZZ)
  target_compile_options(npuscope_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(NPUSCOPE_SANITIZE)
  target_compile_options(npuscope_options INTERFACE
    -fsanitize=${NPUSCOPE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(npuscope_options INTERFACE -fsanitize=${NPUSCOPE_SANITIZE})
endif()
if(WIN32)
  target_compile_definitions(npuscope_options INTERFACE UNICODE _UNICODE NOMINMAX WIN32_LEAN_AND_MEAN)
  target_link_options(npuscope_options INTERFACE -static)
endif()
