// SPDX-License-Identifier: Apache-2.0
#include "formats/zip.h"

#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const Bytes bytes = fuzz_bytes(data, size);
  const auto archive = ZipArchive::parse(bytes, {.entries = 100, .total_bytes = 1 << 24});
  if (!archive) return 0;
  for (const ZipEntry& entry : archive->entries()) {
    const auto content = archive->read(entry);
    if (content) must(content->size() == entry.size);
  }
  return 0;
}
