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
    KnownAttribute{"antialias", kInt},
    KnownAttribute{"approximate", kString},
    KnownAttribute{"auto_pad", kString},
    KnownAttribute{"axes", kInts},
    KnownAttribute{"axis", kInt},
    KnownAttribute{"beta", kFloat},
    KnownAttribute{"bias", kFloat},
    KnownAttribute{"block_size", kInt},
    KnownAttribute{"blocksize", kInt},
    KnownAttribute{"broadcast", kInt},
    KnownAttribute{"ceil_mode", kInt},
    KnownAttribute{"channels_last", kInt},
    KnownAttribute{"coordinate_transformation_mode", kString},
    KnownAttribute{"count_include_pad", kInt},
    KnownAttribute{"cubic_coeff_a", kFloat},
    KnownAttribute{"detect_negative", kInt},
    KnownAttribute{"detect_positive", kInt},
    KnownAttribute{"dilations", kInts},
    KnownAttribute{"end", kInt},
    KnownAttribute{"ends", kInts},
    KnownAttribute{"epsilon", kFloat},
    KnownAttribute{"exclude_outside", kInt},
    KnownAttribute{"extrapolation_value", kFloat},
    KnownAttribute{"gamma", kFloat},
    KnownAttribute{"group", kInt},
    KnownAttribute{"k", kInt},
    KnownAttribute{"keep_aspect_ratio_policy", kString},
    KnownAttribute{"keepdims", kInt},
    KnownAttribute{"kernel_shape", kInts},
    KnownAttribute{"largest", kInt},
    KnownAttribute{"max", kFloat},
    KnownAttribute{"min", kFloat},
    KnownAttribute{"mode", kString},
    KnownAttribute{"momentum", kFloat},
    KnownAttribute{"nearest_mode", kString},
    KnownAttribute{"noop_with_empty_axes", kInt},
    KnownAttribute{"num_groups", kInt},
    KnownAttribute{"num_outputs", kInt},
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
    KnownAttribute{"scales", kFloats},
    KnownAttribute{"select_last_index", kInt},
    KnownAttribute{"shape", kInts},
    KnownAttribute{"size", kInt},
    KnownAttribute{"spatial", kInt},
    KnownAttribute{"split", kInts},
    KnownAttribute{"start", kInt},
    KnownAttribute{"starts", kInts},
    KnownAttribute{"stash_type", kInt},
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
