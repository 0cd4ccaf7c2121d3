// SPDX-License-Identifier: Apache-2.0
// Outputs that real STM32N6 returned, where somebody has them; never part of the project.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "execute/executor.h"
#include "execute/model.h"
#include "formats/npz.h"
#include "formats/st/val_io.h"

namespace npuscope {
namespace {

/// Elements of the board's outputs that `arithmetic` does not give, by network.
std::map<std::string, int64_t> mismatches(const fs::path& folder, const Arithmetic& arithmetic) {
  std::map<std::string, int64_t> result;
  for (const auto& entry : fs::directory_iterator(folder)) {
    fs::path model_path;
    for (const auto& file : fs::directory_iterator(entry.path()))
      if (file.path().extension() == ".onnx") model_path = file.path();
    const auto model = load_model(model_path, {});
    EXPECT_TRUE(model) << model.error().message();
    const auto executor = Executor::create(model->graph, arithmetic);
    EXPECT_TRUE(executor) << executor.error().message();
    const auto file = make_val_io(read_npz(entry.path() / "network_val_io.npz").value());
    int64_t& differing = result[to_utf8(entry.path().filename())];
    const Tensor& inputs = file->board_or_host.inputs.at(0);
    const auto expected = file->board_or_host.outputs.at(0).values<int8_t>();
    const auto per_sample = expected.size() / static_cast<size_t>(file->samples);
    for (int64_t s = 0; s < file->samples; ++s) {
      Shape shape = inputs.shape();
      shape[0] = 1;
      const auto count = static_cast<size_t>(element_count(shape));
      const Tensor input = Tensor::of<int8_t>(
          shape, inputs.values<int8_t>().subspan(static_cast<size_t>(s) * count, count));
      const auto outputs = executor->run(std::vector<Tensor>{input});
      EXPECT_TRUE(outputs) << outputs.error().message();
      const auto ours = outputs->at(0).values<int8_t>();
      EXPECT_EQ(ours.size(), per_sample);
      for (size_t i = 0; i < per_sample; ++i)
        differing += ours[i] != expected[static_cast<size_t>(s) * per_sample + i] ? 1 : 0;
    }
  }
  return result;
}

class NeuralArtSilicon : public testing::Test {
 protected:
  void SetUp() override {
    const char* shared = std::getenv("NPUSCOPE_SHARED_DATA");
    if (!shared) GTEST_SKIP() << "skipped: no shared data (set NPUSCOPE_SHARED_DATA)";
    folder_ = fs::path(shared) / "silicon";
  }

  fs::path folder_;
};

using Counts = std::map<std::string, int64_t>;

TEST_F(NeuralArtSilicon, IsReproducedByTheRulesOfItsCompiler) {
  EXPECT_EQ(
      mismatches(folder_, *make_neural_art_arithmetic({CompilerGeneration::kCore2})),
      (Counts{
          {"conv2d_16f_3x3", 0}, {"conv2d_32f_5x5", 0}, {"conv2d_3x3", 0}, {"conv2d_pool", 0}}));
}

TEST_F(NeuralArtSilicon, IsNotWhatTheNextGenerationComputes) {
  EXPECT_EQ(
      mismatches(folder_, *make_neural_art_arithmetic({CompilerGeneration::kCore4})),
      (Counts{
          {"conv2d_16f_3x3", 1}, {"conv2d_32f_5x5", 2}, {"conv2d_3x3", 3}, {"conv2d_pool", 0}}));
}

}  // namespace
}  // namespace npuscope
