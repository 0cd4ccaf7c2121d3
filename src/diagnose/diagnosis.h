// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "compare/gates.h"
#include "diagnose/case.h"
#include "diagnose/comparison.h"
#include "diagnose/findings.h"
#include "diagnose/fit.h"
#include "diagnose/output_slope.h"
#include "diagnose/sample_run.h"
#include "execute/accumulator_caps.h"
#include "execute/precision.h"
#include "inputs/labels.h"
#include "task/error_rates.h"

namespace npuscope {

struct DiagnoseOptions {
  fs::path work_folder;  ///< recordings and finished samples; resumed when they fit
  int threads = 0;       ///< 0: as many as the machine has
  bool progress = true;
  std::optional<fs::path> ort_library;
  /// Told before anything runs: the most bytes that the work folder will take.
  std::function<void(int64_t bytes, const fs::path& work_folder)> announce;
};

/// One tensor of a hop over all samples.
struct LayerSummary {
  LayerPair pair;
  LayerStats accumulated;
  LayerStats local;
  /// The noise floor of this tensor: the largest difference between the references, accumulated and
  /// local; not available without references.
  std::optional<LayerStats> floor;
  std::optional<LayerStats> local_floor;
  /// Whether the references differ less among themselves.
  [[nodiscard]] bool beyond_floor() const;
  [[nodiscard]] bool local_beyond_floor() const;
};

/// Drift of the network's outputs along one hop, over all samples: the figures of the output that
/// moves most, in codes where its scale is known; slope, scores and decisions of the first output.
struct OutputDrift {
  /// The element of the first output that moves most, the first of equals.
  struct Element {
    size_t sample = 0;  ///< index into Diagnosis::samples
    size_t index = 0;   ///< in C order
    double earlier = 0, later = 0;
  };
  std::string name;                  ///< of that output, where the network has several
  LayerStats stats;                  ///< of the output's elements
  std::optional<OutputSlope> slope;  ///< of the first output
  double slope_floor = 0;            ///< its off() between references, at most
  double indistinct = 0;             ///< LayerPair::indistinct() of the first output
  double slope_code = 0;             ///< LayerPair::code_scale of the first output
  double code_scale = 0;
  std::optional<Element> worst;  ///< nothing where the first output does not move
  int64_t scored = 0;            ///< samples with a score on both sides
  int64_t decided = 0;           ///< samples with a decision on both sides
  double largest_score = 0;      ///< |difference of the scores|; NaN where one of them is
  double score_rms = 0;
  int64_t samples = 0;    ///< with this output on both sides
  int64_t differing = 0;  ///< of those: not equal
  int64_t flipped = 0;    ///< decisions that differ
  int64_t broken = 0;     ///< of labelled samples: right decisions that become wrong
  int64_t repaired = 0;   ///< and wrong ones that become right
};

/// One node on the NPU, over all samples.
struct NpuLayer {
  std::string name;  ///< of its output
  std::string op;
  Basis basis;
  std::optional<AccumulatorCap> cap;        ///< of convolutions and dense layers
  std::optional<LayerPrecision> precision;  ///< the same
  std::vector<StageCounters> stages;        ///< NodeCounters'
  int64_t saturating_samples = 0;           ///< in which its accumulator leaves 16 bits

  /// Sums and 16-bit intermediates that did not fit; 0 where nothing was counted.
  [[nodiscard]] int64_t saturated() const;
  /// How many of the 16-bit intermediate's bits, the sign included, its largest magnitude takes:
  /// 16 at most; 0 where nothing was counted.
  [[nodiscard]] int used_bits() const;
  /// Sums that 24 bits cannot hold, the width of the links between the NPU's accumulators: what
  /// hardware does then is not known.
  [[nodiscard]] int64_t beyond_24_bits() const;
};

/// The board's first output beside the cap of the 16-bit accumulator in the layer that computes it:
/// elements of all samples.
struct BoardAtCap {
  std::string layer;
  int64_t elements = 0;
  int64_t at = 0;            ///< of the board: within half a code of the cap
  int64_t beyond = 0;        ///< of the board: more than half a code past it
  int64_t exact_beyond = 0;  ///< the same of `exact`
};

/// Two neighbouring rungs, compared.
struct Hop {
  size_t from = 0, to = 0;
  std::vector<LayerSummary> layers;  ///< in the later rung's order of execution
  OutputDrift output;
  std::vector<std::string> unpaired;                        ///< Comparison's
  std::vector<Unpaired> unpaired_inputs, unpaired_outputs;  ///< Comparison's
  /// Index into `layers` of the first layer beyond the noise floor (or, without a floor, with any
  /// difference), by local error and by accumulated error.
  std::optional<size_t> first_local, first_accumulated;

  [[nodiscard]] std::vector<const LayerSummary*> outputs_beyond_floor() const;
  /// Whether the later rung's first output is a multiple of the earlier one's: a shrink may hide
  /// within the noise of single elements.
  [[nodiscard]] bool rescaled() const;
  /// Whether a layer leaves the floor by itself; where none could be re-executed, whether any
  /// tensor does.
  [[nodiscard]] bool leaves_floor() const;
};

/// One gate of the case on one tensor of one hop, by its accumulated difference.
struct HopGateVerdict {
  std::string hop;  ///< "ort -> exact"
  GateVerdict verdict;
};

struct SampleSummary {
  std::string name;
  std::optional<Label> label;
  std::optional<int64_t> truth;               ///< the right decision, with a label and a task
  std::vector<std::optional<double>> scores;  ///< by rung; nothing without a task or output
  /// By rung: what the task decides; of classifications the index of the largest output, the first
  /// of equals; of presentation attacks 1 for live.
  std::vector<std::optional<int64_t>> decisions;
};

/// What the prepared inputs look like, over all samples.
struct InputSummary {
  std::string origin, preparation;
  Shape shape;
  ElementType type = ElementType::kUndefined;
  double smallest = 0, largest = 0, mean = 0;  ///< of the finite elements
  int64_t constant_samples = 0;                ///< samples whose elements are all equal
  int64_t nonfinite_samples = 0;               ///< samples with NaN or infinite elements
  bool recorded = false;                       ///< they are a recording's own
  std::vector<std::string> warnings;
};

/// All that a diagnosis measured, and what it concludes so far.
struct Diagnosis {
  std::string case_name;
  Ladder ladder;
  std::vector<RungTensors> tensors;  ///< by rung
  InputSummary inputs;
  std::vector<SampleSummary> samples;
  std::vector<Hop> hops;       ///< the ladder's
  std::vector<Hop> reference;  ///< pairs of references: the noise floor
  /// What computes the quantized network, against the board's recording; those that are no hops of
  /// the ladder as well.
  std::vector<Hop> against_board;
  std::vector<RecordingFit>
      fits;                   ///< of recordings, in the ladder's order: which arithmetic each is
  std::vector<NpuLayer> npu;  ///< of the rung neural-art, in order of execution; empty without it
  std::optional<BoardAtCap> board_at_cap;  ///< with the rungs exact, neural-art and board
  std::optional<TaskSpec> task;
  std::vector<std::optional<ErrorRate>> wrong;            ///< decisions by rung; with labels only
  std::vector<std::optional<AttackDetection>> detection;  ///< the same of presentation attacks
  std::vector<Finding> findings;                          ///< the gravest first
  std::vector<HopGateVerdict> gates;                      ///< every gate on all that it fits
  std::vector<std::string> cannot_tell;  ///< what stays open, and which evidence would settle it
  std::vector<std::string> notes;
  int64_t resumed_samples = 0;
  int64_t planned_bytes = 0;  ///< disk use, stated before the run
  fs::path work_folder;

  /// Whether anything was compared at all.
  [[nodiscard]] bool measured() const;
  /// Whether something was compared, nothing is a finding, and every gate holds.
  [[nodiscard]] bool agrees() const;
};

/// "ort -> exact"
std::string hop_name(const Ladder& ladder, const Hop& hop);

/// Runs a case: all rungs on all samples, layer by layer, and what follows from it.
Result<Diagnosis> diagnose(const Case& input, const DiagnoseOptions& options);

}  // namespace npuscope
