// SPDX-License-Identifier: Apache-2.0
#include "formats/st/generate_log.h"

#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const auto log = parse_generate_log(fuzz_bytes(data, size));
  if (!log) return 0;
  for (const StLine& line : log->unknown) must(line.line > 0 && line.line <= log->lines);
  (void)log->compiler_flag("--native-float");
  (void)log->command_flag("-m");
  return 0;
}
