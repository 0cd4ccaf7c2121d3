// SPDX-License-Identifier: Apache-2.0
#include "inputs/recorded_random.h"

#include <gtest/gtest.h>

#include "inputs/random_data.h"
#include "support/npz_writer.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

const Shape kRandomShape = {1, 4, 4, 3};

Tensor st_random(ElementType type, float scale, uint32_t seed = 42) {
  InputDescription input{"input", type, kRandomShape, std::nullopt};
  if (is_code(type)) input.quantization = Quantization{type, {scale}, {-3}, -1};
  return RandomData::create({seed, 1, 0, 1}, {input}).value().load(0).front();
}

/// As a `network_val_io.npz` without anything beside it: nobody knows the codes' scale.
bool is_random(const Tensor& input) {
  const test::ScratchFolder folder;
  const Tensor output = Tensor::zeros(ElementType::kFloat32, {1, 2});
  folder.write("network_val_io.npz",
               test::format_npz({{"m_inputs_1", input}, {"m_outputs_1", output}}).value());
  const auto recording = open_recording(to_utf8(folder.path() / "network_val_io.npz") + ":m");
  EXPECT_TRUE(recording) << recording.error().message();
  return has_random_inputs(**recording).value();
}

TEST(RecordedRandom, StsOwnDataAreRecognisedByTheirCodesAndAsFloats) {
  EXPECT_TRUE(is_random(st_random(ElementType::kInt8, 0.02f)));
  EXPECT_TRUE(is_random(st_random(ElementType::kUint8, 1.5f)));
  EXPECT_TRUE(is_random(st_random(ElementType::kFloat32, 0)));
}

TEST(RecordedRandom, OtherDataAreNot) {
  EXPECT_FALSE(is_random(st_random(ElementType::kInt8, 0.02f, 43)));
  EXPECT_FALSE(is_random(Tensor::zeros(ElementType::kFloat32, kRandomShape)));
  EXPECT_FALSE(is_random(Tensor::zeros(ElementType::kInt64, kRandomShape)));
}

}  // namespace
}  // namespace npuscope
