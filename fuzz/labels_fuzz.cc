// SPDX-License-Identifier: Apache-2.0
#include "inputs/labels.h"

#include "temporary_file.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const fs::path table = temporary_file("labels.csv", data, size);
  const auto labels = Labels::read(table, "case");
  if (labels) (void)labels->find(table.parent_path() / "a.png", "a.png[3]");
  return 0;
}
