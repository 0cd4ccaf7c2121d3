// SPDX-License-Identifier: Apache-2.0
// The eight metrics against the figures that ST Edge AI Core 2.2 printed for runs on a real
// STM32N6. The data may not be redistributed: NPUSCOPE_SHARED_DATA names the folder that holds
// them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "compare/compare_recordings.h"
#include "compare/metrics.h"
#include "formats/npz.h"
#include "unit/compare/fake_recording.h"

namespace npuscope {
namespace {

using Printed = std::map<std::string, std::string>;

/// "acc=n.a. rmse=0.000117739 …"
Printed metrics_line(const std::string& report) {
  Printed printed;
  const size_t at = report.find("  acc=");
  std::istringstream line(report.substr(at, report.find('\n', at) - at));
  for (std::string word; line >> word;)
    printed[word.substr(0, word.find('='))] = word.substr(word.find('=') + 1);
  return printed;
}

/// "X-cross #1   n.a.   0.000117739 …" of the summary.
Printed summary_row(const std::string& report) {
  Printed printed;
  const std::string_view head = "\nX-cross #1";
  std::istringstream row(report.substr(report.find(head) + head.size()));
  for (const char* name : {"acc", "rmse", "mae", "l2r", "mean", "std", "nse", "cos"})
    row >> printed[name];
  return printed;
}

/// The value with as many decimals as ST printed.
std::string like(const std::string& printed, std::optional<double> value) {
  if (!value) return "n.a.";
  return fmt::format("{:.{}f}", *value, printed.size() - printed.find('.') - 1);
}

/// Scale and zero point of the last Quantize of a `*_Q.json`.
Quantization output_quantization(const fs::path& folder) {
  Quantization q = {ElementType::kInt8, {}, {}, -1};
  for (const auto& file : fs::directory_iterator(folder)) {
    if (!file.path().string().ends_with("_Q.json")) continue;
    const auto json = nlohmann::ordered_json::parse(*read_file(file.path()));
    for (const auto& [name, tensor] : json["tensors"].items()) {
      if (!name.starts_with("Quantize_")) continue;
      q.scale = tensor["format"]["params"][0].get<std::vector<float>>();
      q.zero_point = tensor["format"]["params"][1].get<std::vector<int32_t>>();
    }
  }
  return q;
}

/// One array of a npz, its first axis being that of the samples.
FakeRecording recording_of(const std::vector<NamedTensor>& arrays, const std::string& key,
                           const Quantization& quantization) {
  FakeRecording recording;
  for (const NamedTensor& array : arrays) {
    if (array.name != key) continue;
    const Shape shape(array.tensor.shape().begin() + 1, array.tensor.shape().end());
    const auto codes = array.tensor.values<int8_t>();
    const auto size = static_cast<size_t>(element_count(shape));
    std::vector<Tensor> samples;
    for (size_t first = 0; first < codes.size(); first += size)
      samples.push_back(Tensor::of<int8_t>(shape, codes.subspan(first, size)));
    TensorEntry entry;
    entry.name = "output";
    entry.role = TensorRole::kOutput;
    entry.quantization = quantization;
    recording.add(entry, samples);
  }
  return recording;
}

TEST(PublishedReports, AreReproducedToEveryPrintedDigit) {
  const char* shared = std::getenv("NPUSCOPE_SHARED_DATA");
  if (shared == nullptr) GTEST_SKIP() << "skipped: no shared data (set NPUSCOPE_SHARED_DATA)";
  int figures_checked = 0;
  for (const char* name : {"conv2d_16f_3x3", "conv2d_32f_5x5", "conv2d_3x3", "conv2d_pool"}) {
    const fs::path folder = fs::path(shared) / "silicon" / name;
    const auto arrays = read_npz(folder / "network_val_io.npz");
    const auto report = read_file(folder / "network_validate_report.txt");
    ASSERT_TRUE(arrays && report) << name;
    const Quantization q = output_quantization(folder);
    const auto comparison = compare_recordings(recording_of(*arrays, "m_outputs_1", q),
                                               recording_of(*arrays, "c_outputs_1", q), {});
    ASSERT_TRUE(comparison) << comparison.error().message();
    ASSERT_EQ(comparison->tensors.size(), 1U);
    const Figures& figures = comparison->tensors[0].figures;
    EXPECT_EQ(figures.samples, 10);
    for (const Printed& printed : {metrics_line(*report), summary_row(*report)}) {
      EXPECT_EQ(printed.size(), 8U);
      for (const auto& [metric, text] : printed) {
        EXPECT_EQ(like(text, (*metric_named(metric))->value(figures)), text)
            << name << ": " << metric;
        ++figures_checked;
      }
    }
  }
  EXPECT_EQ(figures_checked, 64);
}

}  // namespace
}  // namespace npuscope
