// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <cstring>
#include <span>
#include <vector>

#include "base/cpu.h"
#include "execute/arithmetic.h"
#include "ort_rung_fixture.h"

namespace npuscope::testing_support {

/// Compares arithmetics with the ONNX Runtime whose rules they have.
class MlasFixture : public OrtRungFixture {
 protected:
  void SetUp() override {
#if !defined(__linux__) || !defined(__x86_64__)
    GTEST_SKIP() << "skipped: the rules are those of ONNX Runtime for Linux on x86-64";
#endif
    const Cpu cpu = detect_cpu();
    if (!cpu.has("avx2") || !cpu.has("fma")) GTEST_SKIP() << "skipped: this CPU has no AVX2";
    OrtRungFixture::SetUp();
  }

  /// How many elements of the network's one output ONNX Runtime makes otherwise than `arithmetic`;
  /// all of them where one of the two cannot run it.
  size_t differing(const Graph& network, std::span<const Tensor> inputs,
                   const Arithmetic& arithmetic) {
    const auto ort = rung("ort:level=all", network);
    auto model = load_model(folder_.path() / "model.onnx");
    if (!ort || !model) return kAll;
    const auto own = make_arithmetic_rung(std::make_shared<Model>(*std::move(model)), arithmetic);
    EXPECT_TRUE(own) << own.error().message();
    if (!own) return kAll;
    return unequal(output_of(*ort, inputs), output_of(**own, inputs));
  }

  static constexpr size_t kAll = size_t{1} << 20;

  static Tensor output_of(const Rung& rung, std::span<const Tensor> inputs) {
    const auto outputs = rung.run(inputs, [](ValueId, const Tensor&) { return Status(); });
    EXPECT_TRUE(outputs) << outputs.error().message();
    return outputs ? outputs->at(0) : Tensor();
  }

  static size_t unequal(const Tensor& theirs, const Tensor& ours) {
    EXPECT_EQ(theirs.shape(), ours.shape());
    EXPECT_EQ(theirs.type(), ours.type());
    if (theirs.shape() != ours.shape() || theirs.type() != ours.type()) return kAll;
    const auto size = static_cast<size_t>(element_size(theirs.type()));
    const auto a = theirs.bytes(), b = ours.bytes();
    size_t count = 0;
    for (size_t i = 0; i < a.size(); i += size)
      if (std::memcmp(a.data() + i, b.data() + i, size) != 0) ++count;
    return count;
  }
};

}  // namespace npuscope::testing_support
