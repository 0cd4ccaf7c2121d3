// SPDX-License-Identifier: Apache-2.0
#include "formats/onnx/tensor_proto.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <protozero/pbf_reader.hpp>

#include "formats/onnx/model_reader.h"
#include "support/onnx_bytes.h"
#include "support/proto_writer.h"

namespace npuscope {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing_support::OnnxBytes;

std::string tensor_refusal(const OnnxBytes& initializer) {
  OnnxBytes model = initializer;
  const std::string bytes = model.opset(13).output("t").model();
  const auto graph = parse_onnx(as_bytes(bytes), {});
  if (graph) return "it was read";
  EXPECT_FALSE(graph.error().expected().empty()) << graph.error().message();
  EXPECT_FALSE(graph.error().found().empty()) << graph.error().message();
  return graph.error().message();
}

/// The tensor as it comes back from a file.
Tensor written_and_read(const Tensor& tensor) {
  std::string parent;
  {
    protozero::pbf_writer writer(parent);
    test::write_tensor_proto(writer, 1, "t", tensor);
  }
  protozero::pbf_reader reader(parent);
  reader.next();
  const auto view = reader.get_view();
  const std::string bytes(view.data(), view.size());
  const auto named = parse_tensor_proto(as_bytes(bytes));
  EXPECT_TRUE(named) << named.error().message();
  return named ? named->tensor : Tensor();
}

TEST(TensorProto, DataMustFitTheShape) {
  EXPECT_THAT(
      tensor_refusal(OnnxBytes().tensor("t", ElementType::kFloat32, {2, 3}, std::string(20, 'a'))),
      AllOf(HasSubstr("tensor 't'"), HasSubstr("expected: 24 bytes"),
            HasSubstr("found:    20 bytes")));
  EXPECT_THAT(tensor_refusal(OnnxBytes().integers("t", ElementType::kInt8, {3}, {1, 2})),
              AllOf(HasSubstr("tensor 't'"), HasSubstr("expected: 3"), HasSubstr("found:    2")));
}

TEST(TensorProto, HostileShapesAreRefusedBeforeAnythingIsAllocated) {
  constexpr int64_t kHuge = int64_t{1} << 40;
  EXPECT_THAT(tensor_refusal(OnnxBytes().tensor("t", ElementType::kInt8, {kHuge, kHuge}, "")),
              AllOf(HasSubstr("tensor 't'"), HasSubstr("the shape makes no sense")));
  EXPECT_THAT(tensor_refusal(OnnxBytes().tensor("t", ElementType::kInt8, {-1}, "")),
              HasSubstr("the shape makes no sense"));
  EXPECT_THAT(
      tensor_refusal(OnnxBytes().tensor("t", ElementType::kFloat64, {kHuge, int64_t{1} << 21}, "")),
      HasSubstr("the tensor is too large"));
  EXPECT_THAT(tensor_refusal(OnnxBytes().tensor("t", ElementType::kInt8, {kHuge}, "")),
              HasSubstr("expected: 1099511627776 bytes"));
}

TEST(TensorProto, UnknownElementTypesAreNamedByTheirNumber) {
  EXPECT_THAT(tensor_refusal(OnnxBytes().tensor("t", static_cast<ElementType>(14), {1}, "")),
              AllOf(HasSubstr("tensor 't'"), HasSubstr("ONNX data type 14")));
  EXPECT_THAT(tensor_refusal(OnnxBytes().tensor("t", static_cast<ElementType>(200), {1}, "")),
              HasSubstr("ONNX data type 200"));
}

TEST(TensorProto, EntriesMustLieInTheRangeOfTheType) {
  EXPECT_THAT(tensor_refusal(OnnxBytes().integers("t", ElementType::kInt8, {1}, {300})),
              AllOf(HasSubstr("tensor 't'"), HasSubstr("expected: -128 to 127"),
                    HasSubstr("found:    300")));
  EXPECT_THAT(tensor_refusal(OnnxBytes().integers("t", ElementType::kFloat6E2m3, {1}, {64})),
              HasSubstr("expected: 0 to 63"));
}

TEST(TensorProto, SmallTypesArePackedInFilesOnly) {
  for (const ElementType type :
       {ElementType::kInt2, ElementType::kUint2, ElementType::kInt4, ElementType::kUint4,
        ElementType::kFloat4E2m1, ElementType::kFloat6E3m2, ElementType::kFloat8E8m0}) {
    Tensor tensor = Tensor::zeros(type, {7});
    const auto elements = tensor.mutable_values<uint8_t>();
    const auto range = integer_range(type);
    const int low = range ? static_cast<int>(range->low) : 0;
    const int count = 1 << element_bits(type);
    for (size_t i = 0; i < elements.size(); ++i)
      elements[i] = static_cast<uint8_t>(low + static_cast<int>(i * 5) % count);
    const Tensor read = written_and_read(tensor);
    EXPECT_EQ(read.type(), type);
    EXPECT_TRUE(std::ranges::equal(read.bytes(), tensor.bytes())) << element_type_name(type);
  }
}

TEST(TensorProto, SixBitElementsLieAcrossBytes) {
  const std::string raw = "\x81\x30\x10";  // 1, 2, 3, 4 from the lowest bit on
  const std::string model =
      OnnxBytes().opset(13).tensor("t", ElementType::kFloat6E2m3, {4}, raw).output("t").model();
  const auto graph = parse_onnx(as_bytes(model), {});
  ASSERT_TRUE(graph) << graph.error().message();
  EXPECT_THAT(graph->values[0].constant->values<uint8_t>(), ElementsAre(1, 2, 3, 4));
}

TEST(TensorProto, StringsSurvive) {
  const Tensor tensor = Tensor::of_strings({2}, {"one", ""});
  EXPECT_THAT(written_and_read(tensor).strings(), ElementsAre("one", ""));
}

}  // namespace
}  // namespace npuscope
