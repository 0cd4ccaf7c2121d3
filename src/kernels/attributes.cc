// SPDX-License-Identifier: Apache-2.0
#include "kernels/attributes.h"

#include <algorithm>
#include <array>

namespace npuscope {
namespace {

/// The alternatives of AttributeValue, in its order.
enum Kind : size_t { kInt, kFloat, kString, kTensor, kInts, kFloats, kStrings };

constexpr std::array<std::string_view, std::variant_size_v<AttributeValue>> kKindNames = {
    "an integer",         "a float",          "a text",         "a tensor",
    "a list of integers", "a list of floats", "a list of texts"};

struct KnownAttribute {
  std::string_view name;
  Kind kind;
  std::string_view op_type = {};  ///< empty: the same in every operator that has it
};

constexpr std::array kKnown = {
    KnownAttribute{"allowzero", kInt},
    KnownAttribute{"alpha", kFloat},
    KnownAttribute{"auto_pad", kString},
    KnownAttribute{"axes", kInts},
    KnownAttribute{"axis", kInt},
    KnownAttribute{"beta", kFloat},
    KnownAttribute{"block_size", kInt},
    KnownAttribute{"broadcast", kInt},
    KnownAttribute{"ceil_mode", kInt},
    KnownAttribute{"channels_last", kInt},
    KnownAttribute{"count_include_pad", kInt},
    KnownAttribute{"dilations", kInts},
    KnownAttribute{"end", kInt},
    KnownAttribute{"ends", kInts},
    KnownAttribute{"epsilon", kFloat},
    KnownAttribute{"gamma", kFloat},
    KnownAttribute{"group", kInt},
    KnownAttribute{"keepdims", kInt},
    KnownAttribute{"kernel_shape", kInts},
    KnownAttribute{"max", kFloat},
    KnownAttribute{"min", kFloat},
    KnownAttribute{"mode", kString},
    KnownAttribute{"momentum", kFloat},
    KnownAttribute{"noop_with_empty_axes", kInt},
    KnownAttribute{"opset", kInt},
    KnownAttribute{"output_dtype", kInt},
    KnownAttribute{"output_padding", kInts},
    KnownAttribute{"output_shape", kInts},
    KnownAttribute{"paddings", kInts},
    KnownAttribute{"pads", kInts},
    KnownAttribute{"perm", kInts},
    KnownAttribute{"precision", kInt},
    KnownAttribute{"ratio", kFloat},
    KnownAttribute{"round_mode", kString},
    KnownAttribute{"saturate", kInt},
    KnownAttribute{"shape", kInts},
    KnownAttribute{"spatial", kInt},
    KnownAttribute{"start", kInt},
    KnownAttribute{"starts", kInts},
    KnownAttribute{"steps", kInts},
    KnownAttribute{"storage_order", kInt},
    KnownAttribute{"strides", kInts},
    KnownAttribute{"to", kInt},
    KnownAttribute{"training_mode", kInt},
    KnownAttribute{"transA", kInt},
    KnownAttribute{"transB", kInt},
    KnownAttribute{"value", kTensor, "Constant"},
    KnownAttribute{"value", kTensor, "ConstantOfShape"},
    KnownAttribute{"value", kFloat, "Pad"},
    KnownAttribute{"value_float", kFloat},
    KnownAttribute{"value_floats", kFloats},
    KnownAttribute{"value_int", kInt},
    KnownAttribute{"value_ints", kInts},
    KnownAttribute{"value_string", kString},
    KnownAttribute{"value_strings", kStrings},
};

}  // namespace

Status check_attributes(const Node& node) {
  if (!is_known_domain(node.domain)) return {};
  for (const auto& [name, value] : node.attributes) {
    const auto* known = std::ranges::find_if(kKnown, [&, &key = name](const KnownAttribute& k) {
      return k.name == key && (k.op_type.empty() || k.op_type == node.op_type);
    });
    if (known == kKnown.end() || known->kind == value.index()) continue;
    return fail(bad_input("attribute '" + name + "' is of the wrong type")
                    .expected(std::string(kKindNames[known->kind]))
                    .found(std::string(kKindNames[value.index()]))
                    .in(node.text()));
  }
  return {};
}

}  // namespace npuscope
