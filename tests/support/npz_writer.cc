// SPDX-License-Identifier: Apache-2.0
#include "support/npz_writer.h"

#include "formats/npy.h"
#include "support/zip_builder.h"

namespace npuscope::test {

Result<std::string> format_npz(const std::vector<NamedTensor>& arrays) {
  ZipBuilder builder;
  for (const NamedTensor& array : arrays) {
    auto content = format_npy(array.tensor);
    if (!content) return fail(std::move(content).error().in(array.name));
    NPUSCOPE_TRY(builder.add(array.name + ".npy", as_bytes(*content)));
  }
  return builder.finish();
}

}  // namespace npuscope::test
