// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "execute/model.h"
#include "tensor/quantization.h"

namespace npuscope {

/// A range of float32 numbers that holds 0.
struct FloatRange {
  float low = 0;
  float high = 0;

  void include(float x) {
    low = x < low ? x : low;
    high = x > high ? x : high;
  }
};

/// The int8 codes that ONNX Runtime's MinMax calibration gives a range (asymmetric activations):
/// scale = (high - low) / 255, zero point = rint(-128 - low / scale); a range of nothing gets
/// scale 1 and zero point 0.
Quantization min_max_quantization(FloatRange range);

/// Runs the network in `exact` arithmetic (floats in a float network) on every sample and hands
/// `see` the elements of the value. Bad input: samples that do not fit the network's inputs.
Status calibrate(const Model& model, std::span<const std::vector<Tensor>> samples,
                 const std::function<Status(ValueId, const Tensor&)>& see);

}  // namespace npuscope
