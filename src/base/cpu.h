// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace npuscope {

/// The processor that computes: what decides which kernels a library chooses.
struct Cpu {
  std::string architecture;        ///< "x86-64", "aarch64" …
  std::string model;               ///< "AMD EPYC 7B13 …"; empty where the processor does not say
  std::vector<std::string> flags;  ///< usable vector extensions, sorted: "avx2", "avx_vnni" …

  [[nodiscard]] bool has(const std::string& flag) const;
  /// "avx2 fma sse4_1", or "none".
  [[nodiscard]] std::string flags_text() const;
};

/// Asks the processor. A flag is listed only when the operating system saves its registers too.
Cpu detect_cpu();

}  // namespace npuscope
