// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "npuscope/report.h"
#include "predict/prediction.h"

namespace npuscope {

// The sections of a prediction's text, each with its heading and a newline at its end; empty where
// there is nothing to say.

/// Which layers the 16-bit accumulator cuts.
std::string caps_section(const Prediction& prediction, const TextOptions& options);
/// What the arithmetic does to the outputs and decisions.
std::string effect_section(const Prediction& prediction, const TextOptions& options);
/// How far each layer drifts by itself, and why.
std::string drift_section(const Prediction& prediction, const TextOptions& options);
/// What helps.
std::string remedies_section(const Prediction& prediction, const TextOptions& options);
/// How well all this is known.
std::string evidence_section(const Prediction& prediction, const TextOptions& options);

/// "-2.04 … 2.07"
std::string reach_text(const Reach& reach);

/// A distance of outputs: in codes where they have codes, else as the number that it is.
std::string output_text(double distance, double code_scale);

/// Why the layer drifts: "8 partial sums". Empty where it does not.
std::string drift_reason_text(const LayerPrediction& layer);

}  // namespace npuscope
