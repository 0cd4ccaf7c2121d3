// SPDX-License-Identifier: Apache-2.0
#include <numeric>

#include "diagnose/causes/causes.h"

namespace npuscope {

// The trap of published "quantized" files: scales that are computed while the network runs cannot
// be compiled for an NPU, so whatever ran on the board was another network.
void examine_dynamic_quantization(const Diagnosis& d, std::vector<Finding>& findings) {
  const auto& model = d.ladder.quantized_model;
  if (!model || model->kind != ModelKind::kDynamic) return;
  std::vector<size_t> every_hop(d.hops.size());
  std::iota(every_hop.begin(), every_hop.end(), size_t{0});
  findings.push_back(
      {"A4",
       Severity::kFinding,
       "The quantized file is dynamically quantized: no NPU executes it",
       {to_utf8(model->path) + " computes activation scales at run time (DynamicQuantizeLinear, "
                               "ConvInteger or MatMulInteger)",
        "a comparison with a board compares two different networks"},
       "Quantize the float model statically (QDQ, with calibration images) and compile that file",
       every_hop});
}

}  // namespace npuscope
