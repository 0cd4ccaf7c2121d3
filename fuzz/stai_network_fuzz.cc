// SPDX-License-Identifier: Apache-2.0
#include "formats/st/stai_network.h"

#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const auto network = parse_stai_network(as_text(fuzz_bytes(data, size)));
  if (network)
    for (const StaiNetwork::Port& port : network->inputs)
      must(port.scales.size() == port.offsets.size());
  return 0;
}
