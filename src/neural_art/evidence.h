// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace npuscope {

/// How well a rule of the NPU's arithmetic is known. It belongs to the lowering, not to the ONNX
/// operator: ST writes global pooling as AveragePool.
enum class Evidence {
  kSilicon,     ///< reproduces values that a real STM32N6 returned
  kStructural,  ///< read off generated code; no values of a device to check against
  kAssumed,     ///< a formula of ours; no generated code seen
  kUnknown,     ///< nothing is known; what is computed is a guess
};

/// "silicon", "structural", "assumed" or "unknown".
constexpr std::string_view evidence_name(Evidence evidence) {
  switch (evidence) {
    case Evidence::kSilicon: return "silicon";
    case Evidence::kStructural: return "structural";
    case Evidence::kAssumed: return "assumed";
    case Evidence::kUnknown: return "unknown";
  }
  return "";
}

/// The weaker of two.
constexpr Evidence weaker(Evidence a, Evidence b) { return a < b ? b : a; }

/// Where the coefficients of a node come from.
enum class Origin {
  kRule,            ///< derived from scales and weights; no build was given
  kBuild,           ///< read from a build, its passes too
  kBuildButPasses,  ///< read from a build, but its passes have no form that npuscope computes
  kNotInBuild,      ///< derived: the build that was given does not show this layer
};

/// "by rule", "the build's own coefficients" …
constexpr std::string_view origin_text(Origin origin) {
  switch (origin) {
    case Origin::kRule: return "by rule";
    case Origin::kBuild: return "the build's own coefficients";
    case Origin::kBuildButPasses: return "the build's own coefficients, passes by rule";
    case Origin::kNotInBuild: return "by rule: the build does not show this layer";
  }
  return "";
}

/// What an arithmetic's way of computing one node rests on.
struct Basis {
  Evidence evidence = Evidence::kUnknown;
  std::string_view rule;   ///< what is computed: "convolution", "PRelu in five steps"
  bool plan_open = false;  ///< its passes follow a rule that a build's own schedule may not follow
  Origin origin = Origin::kRule;
};

/// Generations of the compiler (ST Edge AI Core) whose arithmetic is told apart.
enum class CompilerGeneration {
  kCore2,   ///< 2.2 (atonn 1.1.1): three roundings
  kCore20,  ///< 2.0: as 2.2 in every public build; no values of a device
  kCore21,  ///< 2.1 (atonn 1.1.0): the same, but channels without effect are multiplied by 0
  kCore3,   ///< 3.0 (atonn 1.1.3-8): as 4.0 in every public build; no values of a device
  kCore4,   ///< 4.0 (atonn 1.1.3-262, -275): two, and three with more than 512 output channels
};

/// Whether coefficients of up to 512 output channels take three roundings.
constexpr bool has_three_roundings(CompilerGeneration generation) {
  return generation != CompilerGeneration::kCore3 && generation != CompilerGeneration::kCore4;
}

/// The generation that stands for all that compute the same numbers: 2.0 as 2.2, 3.0 as 4.0.
constexpr CompilerGeneration same_numbers_as(CompilerGeneration generation) {
  if (generation == CompilerGeneration::kCore20) return CompilerGeneration::kCore2;
  return generation == CompilerGeneration::kCore3 ? CompilerGeneration::kCore4 : generation;
}

}  // namespace npuscope
