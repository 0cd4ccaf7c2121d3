// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <ostream>
#include <stdexcept>
#include <vector>

#include "execute/executor.h"
#include "execute/model.h"
#include "formats/npz.h"
#include "formats/st/val_io.h"

namespace npuscope::test {

/// Output elements that differ from what a real STM32N6 returned, by network.
struct Mismatches {
  int64_t conv_16f_3x3 = 0;  ///< of 160
  int64_t conv_32f_5x5 = 0;  ///< of 320
  int64_t conv_3x3 = 0;      ///< of 320
  int64_t pool = 0;          ///< of 160
  bool operator==(const Mismatches&) const = default;
};

inline std::ostream& operator<<(std::ostream& out, const Mismatches& m) {
  return out << '{' << m.conv_16f_3x3 << ", " << m.conv_32f_5x5 << ", " << m.conv_3x3 << ", "
             << m.pool << '}';
}

/// A one-layer network that somebody compiled with ST Edge AI Core 2.2 and validated on a board.
struct SiliconNetwork {
  Model model;
  ValIo samples;
};

inline SiliconNetwork read_silicon_network(const fs::path& folder) {
  for (const auto& file : fs::directory_iterator(folder)) {
    if (file.path().extension() != ".onnx") continue;
    return {load_model(file.path(), {}).value(),
            make_val_io(read_npz(folder / "network_val_io.npz").value()).value()};
  }
  throw std::runtime_error("no network in " + to_utf8(folder));
}

inline int64_t differing(std::span<const int8_t> ours, std::span<const int8_t> theirs) {
  EXPECT_EQ(ours.size(), theirs.size());
  int64_t count = 0;
  for (size_t i = 0; i < theirs.size(); ++i) count += ours[i] != theirs[i] ? 1 : 0;
  return count;
}

/// Elements of the board's outputs that `arithmetic` does not give.
inline int64_t mismatches_of(const SiliconNetwork& network, const Arithmetic& arithmetic) {
  const Executor executor = Executor::create(network.model.graph, arithmetic).value();
  const ValIo::Side& board = network.samples.board_or_host;
  const auto expected = board.outputs.at(0).values<int8_t>();
  const size_t per_sample = expected.size() / static_cast<size_t>(network.samples.samples);
  Shape shape = board.inputs.at(0).shape();
  shape[0] = 1;
  const auto count = static_cast<size_t>(element_count(shape));
  int64_t result = 0;
  for (size_t s = 0; s < static_cast<size_t>(network.samples.samples); ++s) {
    const auto codes = board.inputs[0].values<int8_t>().subspan(s * count, count);
    const auto outputs = executor.run(std::vector{Tensor::of<int8_t>(shape, codes)}).value();
    result +=
        differing(outputs.at(0).values<int8_t>(), expected.subspan(s * per_sample, per_sample));
  }
  return result;
}

/// Tests on outputs that real boards returned, where somebody has them; never part of the project.
class OnSilicon : public testing::Test {
 protected:
  void SetUp() override {
    const char* shared = std::getenv("NPUSCOPE_SHARED_DATA");
    if (!shared) GTEST_SKIP() << "skipped: no shared data (set NPUSCOPE_SHARED_DATA)";
    const fs::path folder = fs::path(shared) / "silicon";
    for (const char* name : {"conv2d_16f_3x3", "conv2d_32f_5x5", "conv2d_3x3", "conv2d_pool"})
      networks_.push_back(read_silicon_network(folder / name));
  }

  [[nodiscard]] Mismatches mismatches(const Arithmetic& arithmetic) const {
    const auto of = [&](size_t i) { return mismatches_of(networks_[i], arithmetic); };
    return {of(0), of(1), of(2), of(3)};
  }

  /// Of the outputs that the original model had on the PC.
  [[nodiscard]] Mismatches mismatches_of_reference() const {
    const auto of = [&](size_t i) {
      const ValIo& samples = networks_[i].samples;
      return differing(samples.reference.outputs.at(0).values<int8_t>(),
                       samples.board_or_host.outputs.at(0).values<int8_t>());
    };
    return {of(0), of(1), of(2), of(3)};
  }

 private:
  std::vector<SiliconNetwork> networks_;
};

}  // namespace npuscope::test
