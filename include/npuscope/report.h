// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

namespace npuscope {

struct TextOptions {
  bool colour = false;      ///< the terminal's escape sequences
  bool all_layers = false;  ///< every layer of every hop, not the worst only
  int columns = 100;        ///< of the lines that are prose; tables take what they need
};

/// What a command measured and concluded. Immutable; the same inputs give the same bytes, whatever
/// the number of threads. The documents' `schema` says which edition of their keys they have.
class Report {
 public:
  Report() = default;
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;
  virtual ~Report() = default;

  /// Whether there is nothing to report: something was compared, no finding, every gate holds, and
  /// in a comparison without gates every tensor within its noise floor. The program's exit code: 0,
  /// else 1.
  [[nodiscard]] virtual bool agrees() const = 0;
  /// For people: the important line first.
  [[nodiscard]] virtual std::string text(const TextOptions& options) const = 0;
  /// For programs: everything that was measured.
  [[nodiscard]] virtual std::string json() const = 0;
  /// For spreadsheets: one line per tensor (of a diagnosis: per hop and tensor), one column per
  /// metric; empty fields where a metric is not defined.
  [[nodiscard]] virtual std::string csv() const = 0;
};

using ReportPointer = std::unique_ptr<const Report>;

}  // namespace npuscope
