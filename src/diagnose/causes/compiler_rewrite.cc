// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "diagnose/causes/causes.h"

namespace npuscope {
namespace {

/// Whether the compiler's graph gives codes of this tensor where the source model gives real
/// numbers.
bool coded_by_compiler(const Diagnosis& d, const Hop& hop, const LayerPair& pair) {
  const auto coded = [&](size_t rung, size_t tensor) {
    return rung < d.tensors.size() && d.tensors[rung].entries[tensor].quantization.has_value();
  };
  return coded(hop.to, pair.to) && !coded(hop.from, pair.from);
}

/// Whether nothing but the coding of outputs tells the graphs apart: a code is the most that
/// rounding and the end of the codes' range cost.
bool only_codes_outputs(const Diagnosis& d, const Hop& hop) {
  return std::ranges::all_of(hop.layers, [&](const LayerSummary& layer) {
    const bool moved = layer.local.available() ? layer.local_beyond_floor() : layer.beyond_floor();
    return !moved || (layer.pair.is_output && layer.accumulated.beyond_one == 0 &&
                      coded_by_compiler(d, hop, layer.pair));
  });
}

Finding coded_outputs(const Hop& hop) {
  return {.id = "A6",
          .severity = Severity::kNote,
          .title = "The compiler's graph gives codes where the source model gives real numbers",
          .evidence = {fmt::format("outputs {}, and nothing before them does",
                                   difference_text(hop.output.stats, hop.output.code_scale))},
          .next =
              "Nothing to mend: rounding to codes costs half a code, one where the largest "
              "value ends beyond their range. --output-data-type float32 keeps real numbers"};
}

Finding rewritten(const Hop& hop) {
  Finding finding;
  finding.id = "A6";
  finding.severity = Severity::kFinding;
  finding.title = "The compiler's rewritten graph computes something else than the source model";
  finding.evidence.push_back(
      fmt::format("outputs differ by up to {} (rms {}), both executed in exact integers",
                  in_codes(hop.output.stats.largest, hop.output.code_scale),
                  in_codes(hop.output.stats.rms(), hop.output.code_scale)));
  if (hop.first_local)
    finding.evidence.push_back("first layer that differs by itself: '" +
                               hop.layers[*hop.first_local].pair.name + "'");
  else if (hop.first_accumulated)
    finding.evidence.push_back("first tensor that differs: '" +
                               hop.layers[*hop.first_accumulated].pair.name + "'");
  finding.next =
      "Check that the OE file was made from this very model (names and hashes in its "
      "_Q.json), and compile with --no-onnx-optimizer to compare";
  return finding;
}

}  // namespace

// failure-modes A6 and A4: both graphs in the same exact arithmetic, so any difference was there
// before the NPU's compiler began.
void examine_compiler_rewrite(const Diagnosis& d, std::vector<Finding>& findings) {
  const Hop* hop = find_hop(d, "exact", "oe");
  if (!hop || stays_in_floor(*hop)) return;
  findings.push_back(only_codes_outputs(d, *hop) ? coded_outputs(*hop) : rewritten(*hop));
  findings.back().hops = {index_of(d, *hop)};
}

}  // namespace npuscope
