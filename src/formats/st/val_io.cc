// SPDX-License-Identifier: Apache-2.0
#include "formats/st/val_io.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"

namespace npuscope {
namespace {

constexpr std::array<std::string_view, 4> kKinds = {"m_inputs_", "m_outputs_", "c_inputs_",
                                                    "c_outputs_"};
constexpr int kMostPorts = 1000;

struct Key {
  size_t kind;  // index into kKinds
  int number;   // from 1
};

std::optional<Key> parse_key(std::string_view name) {
  for (size_t kind = 0; kind < kKinds.size(); ++kind) {
    if (!name.starts_with(kKinds[kind])) continue;
    const std::string_view digits = name.substr(kKinds[kind].size());
    const int number = whole_number<int>(digits).value_or(0);
    if (number >= 1 && number <= kMostPorts && digits[0] != '0') return Key{kind, number};
  }
  return std::nullopt;
}

Status take_samples(const NamedTensor& array, ValIo& file, const std::string& first) {
  const Shape& shape = array.tensor.shape();
  if (shape.empty())
    return fail(bad_input("a scalar, but its first axis should count samples").in(array.name));
  if (first.empty()) file.samples = shape[0];
  if (shape[0] != file.samples)
    return fail(bad_input("the arrays do not hold the same number of samples")
                    .expected(fmt::format("{}, as in {}", file.samples, first))
                    .found(std::to_string(shape[0]))
                    .in(array.name));
  return {};
}

Result<std::vector<Tensor>> in_order(const std::map<int, Tensor>& numbered, std::string_view kind) {
  std::vector<Tensor> tensors;
  for (const auto& [number, tensor] : numbered) {
    if (static_cast<size_t>(number) != tensors.size() + 1)
      return fail(bad_input(
          fmt::format("{}{} is there, but {}{} is not", kind, number, kind, tensors.size() + 1)));
    tensors.push_back(tensor);
  }
  return tensors;
}

}  // namespace

bool is_val_io_name(std::string_view name) { return parse_key(name).has_value(); }

Result<ValIo> make_val_io(const std::vector<NamedTensor>& arrays) {
  ValIo file;
  std::array<std::map<int, Tensor>, kKinds.size()> kinds;
  std::string first;
  for (const NamedTensor& array : arrays) {
    const auto key = parse_key(array.name);
    if (!key) {
      file.ignored.push_back(array.name);
      continue;
    }
    NPUSCOPE_TRY(take_samples(array, file, first));
    if (first.empty()) first = array.name;
    kinds[key->kind].emplace(key->number, array.tensor);
  }
  if (first.empty())
    return fail(bad_input("none of the arrays of ST's validate").expected("c_outputs_1 …"));
  NPUSCOPE_TRY_SET(file.reference.inputs, in_order(kinds[0], kKinds[0]));
  NPUSCOPE_TRY_SET(file.reference.outputs, in_order(kinds[1], kKinds[1]));
  NPUSCOPE_TRY_SET(file.board_or_host.inputs, in_order(kinds[2], kKinds[2]));
  NPUSCOPE_TRY_SET(file.board_or_host.outputs, in_order(kinds[3], kKinds[3]));
  return file;
}

}  // namespace npuscope
