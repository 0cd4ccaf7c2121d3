# SPDX-License-Identifier: Apache-2.0

# Headers that most files include, parsed once instead of in each. Every file still names what it
# uses: -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON builds without. None is ours, so that a change of ours
# does not rebuild everything.
set(npuscope_common_headers <algorithm> <array> <charconv> <cmath> <cstdint> <cstring> <functional>
  <limits> <map> <memory> <numeric> <optional> <set> <span> <string> <string_view> <utility> <variant>
  <vector> <fmt/format.h> <tl/expected.hpp>)

# npuscope_precompile(TARGET HOST HEADER …): TARGET uses the headers that HOST, the first target of
# its kind, precompiles: targets share them where their options agree.
function(npuscope_precompile target host)
  if(target STREQUAL host)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  else()
    target_precompile_headers(${target} REUSE_FROM ${host})
  endif()
endfunction()

# npuscope_layer(NAME SOURCES … LINK …): the static library of src/NAME. LINK names the layers and
# libraries that it uses; ./dev check compares them with the includes.
function(npuscope_layer name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(npuscope_${name} STATIC ${ARG_SOURCES})
  target_include_directories(npuscope_${name} PUBLIC
    "${PROJECT_SOURCE_DIR}/src" "${PROJECT_SOURCE_DIR}/include")
  target_link_libraries(npuscope_${name} PUBLIC npuscope_headers ${ARG_LINK})
  target_link_libraries(npuscope_${name} PRIVATE npuscope_options)
  npuscope_precompile(npuscope_${name} npuscope_base ${npuscope_common_headers})
endfunction()

# npuscope_vectorised(FILE…): sources whose loops are to become vector code. g++ 12 vectorises loops of
# unknown length from -O3 on, and crashes over precompiled headers that were made at another level.
function(npuscope_vectorised)
  set_source_files_properties(${ARGN} PROPERTIES
    SKIP_PRECOMPILE_HEADERS ON COMPILE_OPTIONS "$<$<CONFIG:RelWithDebInfo,Release>:-O3>")
endfunction()

# Which architecture's larger instruction sets inner loops are compiled for.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
  set(NPUSCOPE_X86_64_KERNELS ON)
elseif(CMAKE_SYSTEM_PROCESSOR STREQUAL "aarch64")
  set(NPUSCOPE_AARCH64_KERNELS ON)
endif()

# npuscope_isa_source(LAYER FILE FLAG…): a source of the layer whose inner loops are compiled for an
# instruction set, in every configuration. The layer's sources see the names above as macros.
function(npuscope_isa_source layer file)
  # Windows aligns the stack for 16 bytes only, and g++ takes it for aligned all the same.
  set(unaligned "$<$<BOOL:${MINGW}>:-Wa,-muse-unaligned-vector-move>")
  # g++ 12 warns of its own _mm512_undefined_epi32 and _pd (its bug 105593).
  set(undefined "$<$<CXX_COMPILER_ID:GNU>:-Wno-uninitialized;-Wno-maybe-uninitialized>")
  target_sources(npuscope_${layer} PRIVATE ${file})
  target_compile_definitions(npuscope_${layer} PRIVATE
    $<$<BOOL:${NPUSCOPE_X86_64_KERNELS}>:NPUSCOPE_X86_64_KERNELS>
    $<$<BOOL:${NPUSCOPE_AARCH64_KERNELS}>:NPUSCOPE_AARCH64_KERNELS>)
  set_source_files_properties(${file} PROPERTIES
    SKIP_PRECOMPILE_HEADERS ON COMPILE_OPTIONS "-O3;${unaligned};${undefined};${ARGN}")
endfunction()

# npuscope_test(NAME SOURCES … LINK …): one GoogleTest binary, which is one CTest entry; ./dev test
# counts its single tests. Some of its sources are compiled together: most of the time goes into
# GoogleTest's headers and templates.
function(npuscope_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  target_compile_definitions(${name} PRIVATE
    NPUSCOPE_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data"
    NPUSCOPE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE npuscope_options npuscope_headers GTest::gmock GTest::gtest_main ${ARG_LINK})
  npuscope_precompile(${name} base_test ${npuscope_common_headers} <gmock/gmock.h> <gtest/gtest.h>)
  set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  add_test(NAME ${name} COMMAND ${name})
endfunction()

# npuscope_python_test(NAME SCRIPT ARGUMENT…): a test that is a script, with Python's own library only.
# It tests the tools or runs the program, so a cross build leaves it to the native one.
find_program(NPUSCOPE_PYTHON python3 HINTS /usr/bin)
function(npuscope_python_test name script)
  if(NPUSCOPE_PYTHON AND NOT CMAKE_CROSSCOMPILING)
    add_test(NAME ${name} COMMAND "${NPUSCOPE_PYTHON}" "${CMAKE_CURRENT_SOURCE_DIR}/${script}" ${ARGN})
  endif()
endfunction()

# npuscope_fuzz(NAME SOURCES … LINK …): the fuzz target NAME, which defines LLVMFuzzerTestOneInput.
# Without NPUSCOPE_FUZZ it is a test that replays the corpus in fuzz/corpus/NAME on any compiler.
function(npuscope_fuzz name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(fuzz_${name} ${ARG_SOURCES})
  target_link_libraries(fuzz_${name} PRIVATE npuscope_options npuscope_headers ${ARG_LINK})
  if(NPUSCOPE_FUZZ)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  else()
    target_link_libraries(fuzz_${name} PRIVATE npuscope_replay)
    add_test(NAME fuzz_${name}_corpus
      COMMAND fuzz_${name} "${PROJECT_SOURCE_DIR}/fuzz/corpus/${name}")
  endif()
endfunction()
