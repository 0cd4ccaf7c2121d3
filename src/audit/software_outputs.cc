// SPDX-License-Identifier: Apache-2.0
#include "audit/software_outputs.h"

#include <algorithm>

namespace npuscope {
namespace {

template <class Use>
void for_outputs(const Build& build, const BuildEpoch& epoch, const Use& use) {
  for (const BuildBuffer& buffer : build.buffers)
    if (!buffer.buffer.parameter && buffer.buffer.epoch >= epoch.number &&
        buffer.buffer.epoch <= epoch.last)
      use(buffer.buffer.bytes());
}

}  // namespace

bool runs_on_cpu(const BuildEpoch& epoch) {
  return epoch.engine == Engine::kSoftware || epoch.engine == Engine::kHybrid;
}

int64_t largest_output(const Build& build, const BuildEpoch& epoch) {
  int64_t most = 0;
  for_outputs(build, epoch, [&](int64_t bytes) { most = std::max(most, bytes); });
  return most;
}

int64_t output_bytes(const Build& build, const BuildEpoch& epoch) {
  int64_t sum = 0;
  for_outputs(build, epoch, [&](int64_t bytes) { sum += bytes; });
  return sum;
}

}  // namespace npuscope
