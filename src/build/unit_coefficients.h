// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "build/build.h"
#include "build/unit_registers.h"
#include "neural_art/pass_plan.h"
#include "neural_art/products.h"

namespace npuscope {

/// One of the pieces that a convolution is cut into: units that are chained by raw links of 24 bits
/// and round to 16 bits at the end of every pass.
struct BuildPiece {
  /// Of the kernel and of the input channels, as the piece's weights are named: "…_submask_OC_IC_
  /// ROW_COLUMN_OCs_ICs_ROWS_COLUMNS_…". Nothing for the only piece of a layer.
  struct Part {
    int64_t channel = 0, channels = 0;
    int64_t row = 0, rows = 0;
    int64_t column = 0, columns = 0;
  };
  std::optional<Part> part;
  int64_t units = 1;
  int64_t depth = 1;   ///< channels of one unit in one pass
  int64_t passes = 1;  ///< chained through the accumulator in memory
  int64_t rows = 1, columns = 1;
};

/// What the units of one convolution or dense layer hold, as read from a build.
struct BuildLayer {
  std::string node;  ///< of the OE graph: "Conv2D_11"
  int64_t epoch = 0;
  BuildSource source;  ///< where its accumulator is set up
  /// s_o, A1, s1, A2, s2, C, b16. `n` and Qn are not in any register: n is 0, Qn nothing.
  ProductCoefficients coefficients;
  BuildSource scale_source, addend_source;  ///< where A1, and A2 and C are
  std::vector<BuildPiece> pieces;           ///< each rounds to 16 bits; in order of their number
  bool pieces_in_software = false;          ///< some more are computed by the processor
  std::optional<int64_t> input_recoding;    ///< what the stage before it adds to the codes
  /// What a unit of two operands of 16 and 8 bits takes off the codes: the zero point.
  std::optional<int64_t> subtracted;
};

/// One unit of an element-wise layer, mean or function.
struct BuildStage {
  std::string role;  ///< "", "mul_x", "mul_sub2_": the unit's name behind the node's
  UnitRegisters registers;
};

/// The units of a layer that sums no products, in the order of the code.
struct BuildStages {
  std::string node;  ///< of the OE graph: "Add_15"
  std::vector<BuildStage> stages;
  [[nodiscard]] const UnitRegisters* stage(std::string_view role) const;
};

/// All layers whose units and vectors can be read; why others cannot be.
struct BuildCoefficients {
  std::string source_file;         ///< label of the file that holds the units
  std::vector<BuildLayer> layers;  ///< in order of execution
  std::vector<BuildStages> stages;
  struct Unread {
    std::string node, reason;
    BuildSource source;
  };
  std::vector<Unread> unread;  ///< layers in software among them

  [[nodiscard]] const BuildLayer* layer(std::string_view node) const;
  [[nodiscard]] const BuildStages* stages_of(std::string_view node) const;
  [[nodiscard]] const Unread* why_not(std::string_view node) const;
};

/// Bad input where no units can be read at all: an epoch controller and no trace of its blobs, code
/// without the NPU, or no generated code.
Result<BuildCoefficients> build_coefficients(const Build& build);

/// The same of one generated file. `label` names it in sources.
BuildCoefficients unit_coefficients(const NetworkC& network, const std::string& label,
                                    const ParameterReader& parameters);

/// Adds what the processor computes of a file that may be another: a trace has no software.
void add_software(const NetworkC& network, const std::string& label, BuildCoefficients& all);

/// The passes of a layer whose weights have `channels` input channels per group and a `kernel`
/// (spatial; empty: dense). Nothing where the pieces do not make it up: a kernel that was unrolled
/// into channels.
std::optional<std::vector<PassPlan>> build_pass_plan(const BuildLayer& layer, int64_t channels,
                                                     bool grouped,
                                                     const std::vector<int64_t>& kernel);

}  // namespace npuscope
