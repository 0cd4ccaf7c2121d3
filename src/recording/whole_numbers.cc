// SPDX-License-Identifier: Apache-2.0
#include "recording/whole_numbers.h"

#include <algorithm>
#include <vector>

namespace npuscope {
namespace {

bool is_code_table(const TensorEntry& entry) {
  return entry.whole && entry.role == TensorRole::kOutput && entry.type == ElementType::kFloat64;
}

class CodeTable final : public Recording {
 public:
  explicit CodeTable(std::shared_ptr<const Recording> recording)
      : recording_(std::move(recording)), manifest_(recording_->manifest()) {
    for (TensorEntry& entry : manifest_.tensors) {
      if (!is_code_table(entry)) continue;
      entry.type = ElementType::kInt32;
      entry.resolution = 0;  // a code is exact
      entry.whole = false;
    }
    std::erase(manifest_.warnings, whole_numbers_warning(manifest_.rung));
  }

  [[nodiscard]] const Manifest& manifest() const override { return manifest_; }

  [[nodiscard]] Result<std::optional<Tensor>> load(size_t sample, size_t tensor) const override {
    NPUSCOPE_TRY_ASSIGN(const auto numbers, recording_->load(sample, tensor));
    if (!numbers || !is_code_table(recording_->manifest().tensors[tensor])) return numbers;
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
    std::shared_ptr<const Recording> recording) {
  if (std::ranges::none_of(recording->manifest().tensors, is_code_table)) return recording;
  return std::make_shared<CodeTable>(std::move(recording));
}

}  // namespace npuscope
