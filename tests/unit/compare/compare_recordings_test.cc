// SPDX-License-Identifier: Apache-2.0
#include "compare/compare_recordings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compare/metrics.h"
#include "compare/noise_floor.h"
#include "unit/compare/fake_recording.h"
#include "unit/compare/operands.h"

namespace npuscope {
namespace {

using testing::HasSubstr;

TensorEntry named(std::string name, TensorRole role = TensorRole::kIntermediate) {
  TensorEntry e;
  e.name = std::move(name);
  e.role = role;
  return e;
}

std::vector<Tensor> tensors_of(size_t samples, size_t elements, unsigned seed, float shift) {
  std::vector<Tensor> result;
  for (unsigned i = 0; i < samples; ++i) {
    std::vector<float> values = random_floats(elements, seed + i);
    values[i % elements] += shift;
    result.push_back(floats(values));
  }
  return result;
}

/// in, conv, out over 40 samples; conv and out differ by `shift` in one element of each sample.
FakeRecording recording(float shift) {
  FakeRecording r;
  r.add(named("in", TensorRole::kInput), tensors_of(40, 50, 1, 0));
  r.add(named("conv"), tensors_of(40, 3000, 100, shift));
  r.add(named("out", TensorRole::kOutput), tensors_of(40, 2, 200, shift));
  return r;
}

TEST(CompareRecordings, GivesATableInOrderOfExecution) {
  const auto comparison = compare_recordings(recording(0), recording(0.5F), {});
  ASSERT_TRUE(comparison);
  ASSERT_EQ(comparison->tensors.size(), 3U);
  EXPECT_EQ(comparison->tensors[1].name, "conv");
  EXPECT_EQ(comparison->samples, 40);
  EXPECT_FALSE(comparison->tensors[0].figures.differs());
  EXPECT_EQ(comparison->tensors[1].figures.elements, 40 * 3000);
  EXPECT_NEAR(*comparison->tensors[1].figures.mae, 0.5 / 3000, 1e-8);
  EXPECT_EQ(comparison->tensors[1].figures.samples, 40);
}

TEST(CompareRecordings, DoesNotDependOnTheThreadCount) {
  const FakeRecording a = recording(0);
  const FakeRecording b = recording(0.5F);
  CompareOptions options;
  options.threads = 1;
  const auto one = *compare_recordings(a, b, options);
  options.threads = 7;
  const auto seven = *compare_recordings(a, b, options);
  for (size_t i = 0; i < one.tensors.size(); ++i)
    for (const Metric& metric : metrics())
      EXPECT_EQ(metric.value(one.tensors[i].figures), metric.value(seven.tensors[i].figures));
}

TEST(CompareRecordings, KeepsFiguresOfEachSampleWhenAsked) {
  CompareOptions options;
  options.per_sample = true;
  const auto comparison = *compare_recordings(recording(0), recording(0.5F), options);
  const TensorComparison& conv = comparison.tensors[1];
  ASSERT_EQ(conv.samples.size(), 40U);
  EXPECT_EQ(conv.samples[3].sample, "sample3");
  EXPECT_EQ(conv.samples[3].figures.worst->index, 3);
  EXPECT_EQ(conv.samples[3].figures.elements, 3000);
}

TEST(CompareRecordings, CountsSamplesThatLackATensor) {
  FakeRecording b = recording(0);
  b.tensors.erase({5, 1});
  const auto comparison = *compare_recordings(recording(0), b, {});
  EXPECT_EQ(comparison.tensors[1].missing, 1);
  EXPECT_EQ(comparison.tensors[1].figures.samples, 39);
  EXPECT_EQ(comparison.tensors[2].missing, 0);
}

TEST(CompareRecordings, GivesAnAccuracyToOutputsOfClassifiersOnly) {
  CompareOptions options;
  options.classifier = true;
  const auto comparison = *compare_recordings(recording(0), recording(0), options);
  EXPECT_FALSE(comparison.tensors[1].figures.acc);
  EXPECT_EQ(comparison.tensors[2].figures.acc, 100);
}

TEST(CompareRecordings, ReadsCodesWithoutAScaleWithTheOthers) {
  FakeRecording a, b;
  TensorEntry entry = named("x");
  b.add(entry, {bytes({1, 2})});
  entry.quantization = int8_scale(0.5F, 0);
  a.add(entry, {bytes({1, 4})});
  const auto comparison = *compare_recordings(a, b, {});
  EXPECT_EQ(comparison.tensors[0].figures.largest, 1);
  EXPECT_EQ(comparison.tensors[0].figures.largest_code, 2);
  ASSERT_EQ(comparison.tensors[0].notes.size(), 1U);
  EXPECT_THAT(comparison.tensors[0].notes[0], HasSubstr("without a scale"));
}

TEST(CompareRecordings, SaysWhenFiguresAreInCodes) {
  FakeRecording a, b;
  a.add(named("x"), {bytes({1, 4})});
  b.add(named("x"), {bytes({1, 2})});
  const auto comparison = *compare_recordings(a, b, {});
  EXPECT_TRUE(comparison.tensors[0].in_codes);
  ASSERT_EQ(comparison.tensors[0].notes.size(), 1U);
  EXPECT_THAT(comparison.tensors[0].notes[0], HasSubstr("figures in codes: no scale is stated"));
}

TEST(CompareRecordings, SaysOnceWhereTheScaleOfBothSidesComesFrom) {
  FakeRecording a;
  TensorEntry entry = named("x");
  entry.quantization = int8_scale(0.5F, 0);
  entry.scale_source = "scale from a_Q.json";
  a.add(entry, {bytes({1, 4})});
  const auto comparison = *compare_recordings(a, a, {});
  EXPECT_FALSE(comparison.tensors[0].in_codes);
  EXPECT_EQ(comparison.tensors[0].notes, std::vector<std::string>{"scale from a_Q.json"});
}

TEST(CompareRecordings, RefusesAnOutputInCodesWithoutAScaleAgainstRealNumbers) {
  FakeRecording a, b;
  a.add(named("out", TensorRole::kOutput), {floats({0.5F, 2})});
  b.add(named("out", TensorRole::kOutput), {bytes({1, 4})});
  const auto comparison = compare_recordings(a, b, {});
  ASSERT_FALSE(comparison);
  EXPECT_EQ(comparison.error().kind(), ErrorKind::kBadInput);
  EXPECT_THAT(comparison.error().message(), HasSubstr("output 'out' cannot be compared"));
  EXPECT_THAT(comparison.error().hint(), HasSubstr("--scale"));
}

TEST(CompareRecordings, CountsChannelsAlongTheReferencesChannelAxis) {
  FakeRecording a, b;
  TensorEntry entry = named("x");
  entry.channel_axis = 2;
  a.add(entry, {Tensor::of<float>({1, 3, 2}, std::vector<float>{0, 0, 0, 0, 0, 0})});
  b.add(named("x"), {Tensor::of<float>({1, 3, 2}, std::vector<float>{0, 3, 0, 3, 0, 3})});
  const auto rows = compare_recordings(a, b, {})->tensors;
  EXPECT_EQ(rows[0].channel_axis, 2);
  EXPECT_EQ(rows[0].figures.channel_rmse, (std::vector<double>{0, 3}));
  EXPECT_EQ(compare_recordings(b, a, {})->tensors[0].figures.channel_rmse.size(), 3U);
}

TEST(CompareRecordings, WithoutAnElementIsBadInput) {
  FakeRecording b = recording(0);
  b.tensors.clear();
  const auto comparison = compare_recordings(recording(0), b, {});
  ASSERT_FALSE(comparison);
  EXPECT_THAT(comparison.error().message(), HasSubstr("share no element"));
}

TEST(CompareRecordings, KnowsOfHowManySamplesItSpeaks) {
  FakeRecording b = recording(0);
  b.description.samples.resize(1);
  const auto comparison = *compare_recordings(recording(0), b, {});
  EXPECT_EQ(comparison.samples, 1);
  EXPECT_EQ(comparison.samples_held, 40);
}

TEST(CompareRecordings, NamesTheCounterpartOfATensorPairedByPosition) {
  FakeRecording a, b;
  a.add(named("a", TensorRole::kOutput), {floats({1})});
  b.add(named("b", TensorRole::kOutput), {floats({1})});
  EXPECT_THAT(compare_recordings(a, b, {})->tensors[0].notes[0], HasSubstr("'b'"));
}

TEST(CompareRecordings, ComparesTransposedTensorsAsTheMapSays) {
  FakeRecording a, b;
  const std::vector<float> chw = {0, 1, 2, 3, 4, 5};
  const std::vector<float> hwc = {0, 3, 1, 4, 2, 5};
  a.add(named("x"), {Tensor::of<float>({2, 3}, chw)});
  b.add(named("y"), {Tensor::of<float>({3, 2}, hwc)});
  CompareOptions options;
  options.map = {{"x", "y", {1, 0}}};
  EXPECT_FALSE(compare_recordings(a, b, options)->tensors[0].figures.differs());
}

TEST(CompareRecordings, RefusesASampleOfAnotherShapeThanPromised) {
  FakeRecording b = recording(0);
  b.tensors[{4, 1}] = floats({1, 2});
  const auto comparison = compare_recordings(recording(0), b, {});
  ASSERT_FALSE(comparison);
  EXPECT_EQ(comparison.error().kind(), ErrorKind::kBadInput);
  EXPECT_THAT(comparison.error().where(), HasSubstr("sample4"));
}

TEST(CompareRecordings, WithoutASampleOnOneSideIsBadInput) {
  FakeRecording b = recording(0);
  b.description.rung = "board.npz";
  b.description.samples.clear();
  const auto comparison = compare_recordings(recording(0), b, {});
  ASSERT_FALSE(comparison);
  EXPECT_EQ(comparison.error().kind(), ErrorKind::kBadInput);
  EXPECT_THAT(comparison.error().message(), HasSubstr("board.npz: the recording holds no sample"));
}

TEST(CompareRecordings, WithoutASharedSampleShowsNamesOfBothSides) {
  FakeRecording a = recording(0), b = recording(0);
  for (size_t i = 0; i < 40; ++i) b.description.samples[i].name = "x" + std::to_string(i) + ".jpg";
  const auto comparison = compare_recordings(a, b, {});
  ASSERT_FALSE(comparison);
  EXPECT_EQ(comparison.error().kind(), ErrorKind::kBadInput);
  EXPECT_THAT(comparison.error().found(), HasSubstr("'sample0', 'sample1', 'sample2' …"));
  EXPECT_THAT(comparison.error().found(), HasSubstr("'x0.jpg'"));
}

TEST(NoiseFloor, IsTheLargestSpreadOfAnyTwoReferences) {
  const FakeRecording a = recording(0), b = recording(0.25F), c = recording(-0.25F);
  const std::vector<const Recording*> references = {&a, &b, &c};
  const NoiseFloor floor = *noise_floor(references, {});
  EXPECT_EQ(floor.find("in")->largest, 0);
  EXPECT_NEAR(floor.find("conv")->largest, 0.5, 1e-6);
  EXPECT_EQ(floor.find("relu"), nullptr);
  EXPECT_FALSE(first_beyond_floor(*compare_recordings(a, b, {}), floor));
  EXPECT_EQ(first_beyond_floor(*compare_recordings(a, recording(0.75F), {}), floor), 1U);
}

TEST(NoiseFloor, OfOtherTensorsIsBadInputThatNamesTheFile) {
  FakeRecording reference, further;
  reference.add(named("a"), {floats({1})});
  further.add(named("b"), {floats({1})});
  further.description.rung = "floor.npz";
  const std::vector<const Recording*> references = {&reference, &further};
  const auto floor = noise_floor(references, {});
  ASSERT_FALSE(floor);
  EXPECT_EQ(floor.error().kind(), ErrorKind::kBadInput);
  EXPECT_THAT(floor.error().message(), HasSubstr("floor.npz: a floor shares no tensor"));
}

TEST(NoiseFloor, PassesOverLinesOfTheMapOnOtherTensors) {
  FakeRecording reference, further;
  reference.add(named("a"), {floats({1})});
  further.add(named("a"), {floats({1.5F})});
  const std::vector<const Recording*> references = {&reference, &further};
  CompareOptions options;
  options.map = {{"a", "Relu_7", {}}};
  const auto floor = noise_floor(references, options);
  ASSERT_TRUE(floor) << floor.error().message();
  EXPECT_EQ(floor->find("a")->largest, 0.5);
}

TEST(NoiseFloor, WithoutReferencesLeavesTheFirstDifference) {
  const FakeRecording a = recording(0);
  const auto same = *compare_recordings(a, a, {});
  const auto other = *compare_recordings(a, recording(1e-3F), {});
  EXPECT_FALSE(first_beyond_floor(same, NoiseFloor()));
  EXPECT_EQ(first_beyond_floor(other, NoiseFloor()), 1U);
}

TEST(NoiseFloor, IsLeftByManySmallDifferencesAsWell) {
  const Quantization q = int8_scale(0.1F, 0);
  const Tensor zero = bytes(std::vector<int8_t>(1000, 0));
  std::vector<int8_t> few(1000, 0);
  few[7] = 1;
  const Tensor one_flip = bytes(few);
  const Tensor all_flips = bytes(std::vector<int8_t>(1000, 1));
  few[8] = -1;
  const Tensor two_flips = bytes(few);
  NoiseFloor floor;
  floor.raise("x", figures_of({&zero, &q}, {&one_flip, &q}));
  EXPECT_FALSE(beyond_floor(figures_of({&zero, &q}, {&two_flips, &q}), floor.find("x")));
  EXPECT_TRUE(beyond_floor(figures_of({&zero, &q}, {&all_flips, &q}), floor.find("x")));
}

}  // namespace
}  // namespace npuscope
