// SPDX-License-Identifier: Apache-2.0
#include "recording/whole_numbers.h"

#include <algorithm>

namespace npuscope {
namespace {

/// Outputs of a text file: nothing else has a last printed digit.
bool is_table(const TensorEntry& entry) {
  return entry.resolution > 0 && entry.role == TensorRole::kOutput &&
         entry.type == ElementType::kFloat64;
}

class CodeTable final : public Recording {
 public:
  CodeTable(std::shared_ptr<const Recording> recording, const std::vector<size_t>& tables)
      : recording_(std::move(recording)), manifest_(recording_->manifest()) {
    for (const size_t table : tables) {
      TensorEntry& entry = manifest_.tensors[table];
      entry.type = ElementType::kInt32;
      entry.resolution = 0;  // a code is exact
      entry.whole = false;
    }
    std::erase(manifest_.warnings, whole_numbers_warning(manifest_.rung));
  }

  [[nodiscard]] const Manifest& manifest() const override { return manifest_; }

  [[nodiscard]] Result<std::optional<Tensor>> load(size_t sample, size_t tensor) const override {
    NPUSCOPE_TRY_ASSIGN(const auto numbers, recording_->load(sample, tensor));
    const auto& types = manifest_.tensors;
    if (!numbers || types[tensor].type == recording_->manifest().tensors[tensor].type)
      return numbers;
    std::vector<int32_t> codes;
    for (const double number : numbers->values<double>())
      codes.push_back(static_cast<int32_t>(number));  // exact: see TensorEntry::whole
    return std::optional(Tensor::of<int32_t>(numbers->shape(), codes));
  }

 private:
  std::shared_ptr<const Recording> recording_;
  Manifest manifest_;
};

}  // namespace

std::string whole_numbers_warning(const std::string& rung) {
  return rung +
         ": all values are whole numbers. If they are codes, say what they stand for: --scale and "
         "--zero-point of compare, or a raw file with a .json beside it";
}

std::shared_ptr<const Recording> with_whole_outputs_as_codes(
    std::shared_ptr<const Recording> recording, std::vector<std::string>& not_taken) {
  std::vector<size_t> tables;
  const auto& entries = recording->manifest().tensors;
  for (size_t t = 0; t < entries.size(); ++t) {
    if (!is_table(entries[t])) continue;
    if (entries[t].whole)
      tables.push_back(t);
    else
      not_taken.push_back(recording->manifest().rung +
                          ": read as real numbers, which the stated scale does not change: some "
                          "are written with a point, NaN, or beyond 32 bits");
  }
  if (tables.empty()) return recording;
  return std::make_shared<const CodeTable>(std::move(recording), tables);
}

}  // namespace npuscope
