// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnose/diagnosis.h"

namespace npuscope {

// One function per file of this folder; each looks at the evidence for one cause and adds a finding
// where the measurements speak for it.

void examine_dynamic_quantization(const Diagnosis& diagnosis, std::vector<Finding>& findings);
void examine_suspicious_inputs(const Diagnosis& diagnosis, std::vector<Finding>& findings);
void examine_reference_saturation(const Diagnosis& diagnosis, std::vector<Finding>& findings);
void examine_reference_fusion(const Diagnosis& diagnosis, std::vector<Finding>& findings);
void examine_runtime_rounding(const Diagnosis& diagnosis, std::vector<Finding>& findings);
void examine_compiler_rewrite(const Diagnosis& diagnosis, std::vector<Finding>& findings);
void examine_library_rounding(const Diagnosis& diagnosis, std::vector<Finding>& findings);
void examine_recorded_saturation(const Diagnosis& diagnosis, std::vector<Finding>& findings);
void examine_quantization_loss(const Diagnosis& diagnosis, std::vector<Finding>& findings);
void examine_accumulator_cap(const Diagnosis& diagnosis, std::vector<Finding>& findings);
void examine_npu_arithmetic(const Diagnosis& diagnosis, std::vector<Finding>& findings);
void examine_board_agreement(const Diagnosis& diagnosis, std::vector<Finding>& findings);
void examine_other_arithmetic(const Diagnosis& diagnosis, std::vector<Finding>& findings);
void examine_board_difference(const Diagnosis& diagnosis, std::vector<Finding>& findings);
void examine_uncompared(const Diagnosis& diagnosis, std::vector<Finding>& findings);
void examine_unexplained(const Diagnosis& diagnosis, std::vector<Finding>& findings);

// What several causes ask.

/// The index of one of the diagnosis's hops, for Finding::hops.
size_t index_of(const Diagnosis& diagnosis, const Hop& hop);
/// The hop between two rungs, or null.
const Hop* find_hop(const Diagnosis& diagnosis, std::string_view from, std::string_view to);
/// Whether neither a layer alone nor an output differs by more than the references do.
bool stays_in_floor(const Hop& hop);
/// A line for each layer of the board's recording that no arithmetic explains, `count` at most.
std::vector<std::string> unexplained_layers(const Diagnosis& diagnosis, size_t count);
/// Whether the finding accounts for that hop, by index.
bool explains(const Finding& finding, size_t hop);
/// How many of the NPU's layers are computed by rules that no board has confirmed.
std::ptrdiff_t unproven_layers(const Diagnosis& diagnosis);
/// The hop into the rung neural-art, or null.
const Hop* hop_into_npu(const Diagnosis& diagnosis);
/// A layer whose accumulator saturates on the NPU, and is more than a code off by itself.
struct CutLayer {
  const NpuLayer* npu = nullptr;
  const LayerSummary* alone = nullptr;  ///< along the hop into the NPU's arithmetic
};
/// Those that move most first. Beyond what the output's codes hold, saturation costs nothing.
std::vector<CutLayer> cut_layers(const Diagnosis& diagnosis);
/// Of a hop to the board: whether the earlier rung imitates the NPU and has every output of the
/// board, on the same inputs.
bool equals_board(const Diagnosis& diagnosis, const Hop& hop);
/// The comparison of the two references that ONNX Runtime executes, unfused and fused; or null.
const Hop* find_runtime_references(const Diagnosis& diagnosis);
/// Whether ONNX Runtime computes the operator with products of 8 bits, which can saturate.
bool multiplies(std::string_view op);
/// The input of the network that the two rungs of a hop did not read alike: more than the rounding
/// to codes apart. Null when they agree, or one side did not record it.
const LayerSummary* differing_input(const Hop& hop);
/// Which inputs of the later rung nobody could compare, and why: "its recording shows none". Empty
/// when all were.
std::string unseen_inputs(const Hop& hop);
/// "0.412 codes" where the scale is known, else "0.0123".
std::string in_codes(double difference, double code_scale);
/// "differ by up to 3.00 codes, rms 1.20 codes"; NaN and infinities on one side only come first.
std::string difference_text(const LayerStats& stats, double code_scale);
/// Where a hop rescales the outputs: "the outputs are 0.901 +- 0.004 times those of exact,
/// whichever sample is left out: a systematic shrink, not noise".
std::vector<std::string> slope_evidence(const Diagnosis& diagnosis, const Hop& hop);
/// The layers with the largest local rms (in codes), at most `count`, only those beyond the floor.
std::vector<const LayerSummary*> worst_local(const Hop& hop, size_t count);

}  // namespace npuscope
