// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target on every file of the given folders, where there is no libFuzzer.
#include <cstdio>

#include "base/files.h"
#include "fuzz_target.h"

int main(int count, char** arguments) {
  int files = 0;
  for (int i = 1; i < count; ++i) {
    std::error_code code;
    for (const auto& entry : npuscope::fs::directory_iterator(arguments[i], code)) {
      const auto content = npuscope::read_file(entry.path());
      if (!content) {
        std::fprintf(stderr, "%s\n", content.error().message().c_str());
        return 1;
      }
      LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(content->data()), content->size());
      ++files;
    }
  }
  std::printf("%d files replayed\n", files);
  return files > 0 ? 0 : 1;
}
