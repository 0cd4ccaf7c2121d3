// SPDX-License-Identifier: Apache-2.0
// Published inputs of real validations, where somebody has them; never part of the project.
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "inputs/input_set.h"
#include "inputs/recorded_random.h"

namespace npuscope {
namespace {

/// The input's quantization as the compiler's *_Q.json beside the recording states it.
Quantization input_quantization(const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (!to_utf8(entry.path()).ends_with("_Q.json")) continue;
    const auto json = nlohmann::json::parse(read_file(entry.path()).value());
    const auto& format = json.at("model_info").at("original_inputs").at(0).at("data_format");
    return {ElementType::kInt8,
            {format.at("scale").at(0).get<float>()},
            {format.at("zero").at(0).get<int32_t>()},
            -1};
  }
  ADD_FAILURE() << "no *_Q.json in " << folder;
  return {};
}

TEST(SiliconInputs, RandomDataAreStsOwnCodes) {
  const char* shared = std::getenv("NPUSCOPE_SHARED_DATA");
  if (!shared) GTEST_SKIP() << "skipped: no shared data (set NPUSCOPE_SHARED_DATA)";
  int64_t networks = 0, codes = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(shared) / "silicon")) {
    const InputDescription input{
        "input", ElementType::kInt8, {1, 64, 64, 3}, input_quantization(entry.path())};
    InputSpec recorded, random;
    recorded.folder = entry.path();
    recorded.files = {"network_val_io.npz"};
    random.random = RandomSpec{};
    const auto theirs = InputSet::open(recorded, {input}), ours = InputSet::open(random, {input});
    ASSERT_TRUE(theirs) << theirs.error().message();
    ASSERT_EQ(theirs->size(), ours->size());
    for (size_t i = 0; i < ours->size(); ++i) {
      const Tensor a = theirs->load(i)->at(0), b = ours->load(i)->at(0);
      EXPECT_EQ(input_hash({&a, 1}), input_hash({&b, 1})) << entry.path() << " sample " << i;
      codes += b.size();
    }
    const auto recording = open_recording(to_utf8(entry.path() / "network_val_io.npz") + ":m");
    ASSERT_TRUE(recording) << recording.error().message();
    EXPECT_TRUE(*has_random_inputs(**recording)) << entry.path();
    ++networks;
  }
  EXPECT_EQ(networks, 4);
  EXPECT_EQ(codes, 491520);
}

}  // namespace
}  // namespace npuscope
