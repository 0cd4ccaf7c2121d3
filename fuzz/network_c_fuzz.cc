// SPDX-License-Identifier: Apache-2.0
#include "formats/st/network_c.h"

#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const auto text = std::make_shared<const std::string>(as_text(fuzz_bytes(data, size)));
  const auto network = parse_network_c(text);
  if (!network) return 0;
  for (const StEpoch& epoch : network->epochs) {
    for (const StUnit& unit : epoch.units) {
      for (const StField& field : unit.fields) {
        (void)unit.integer(field.name);
        (void)unit.word(field.name);
        (void)unit.address(field.name);
        (void)unit.integers(field.name);
      }
    }
  }
  for (const StEpochItem& item : network->items)
    must(!item.epoch || !item.last_epoch || *item.epoch <= *item.last_epoch);
  for (const StBuffer& buffer : network->internal) must(buffer.bytes() >= 0);
  return 0;
}
