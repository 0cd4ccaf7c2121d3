// SPDX-License-Identifier: Apache-2.0
#include "recording/recording.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "recording/sample_file.h"
#include "sample_manifest.h"
#include "support/scratch_folder.h"
#include "support/unlistable_folder.h"

namespace npuscope {
namespace {

using test::write_text;
using testing::ElementsAre;
using testing::HasSubstr;

const SampleEntry kA{"faces/ä.png", "hash-a"};
const SampleEntry kB{"b", "hash-b"};

RecordingWriter open_writer(const fs::path& folder, const Manifest& manifest) {
  auto writer = RecordingWriter::open(folder, manifest);
  EXPECT_TRUE(writer) << writer.error().message();
  return *std::move(writer);
}

void write_all(RecordingWriter& writer, const SampleEntry& sample, int8_t seed) {
  const auto status = writer.write(
      sample, {{0, in_of(seed)}, {1, mid_of()}, {2, out_of(static_cast<float>(seed))}});
  EXPECT_TRUE(status) << status.error().message();
}

std::unique_ptr<Recording> opened(const fs::path& folder) {
  auto recording = open_recording(to_utf8(folder));
  EXPECT_TRUE(recording) << recording.error().message();
  return *std::move(recording);
}

TEST(Recording, WhatIsWrittenIsReadWithItsTypesAndScales) {
  const test::ScratchFolder scratch;
  const fs::path folder = scratch.path() / "a.rec";
  RecordingWriter writer = open_writer(folder, sample_manifest());
  EXPECT_EQ(writer.reason(), "");
  write_all(writer, kA, 5);
  const auto recording = opened(folder);
  EXPECT_EQ(recording->manifest().rung, "ort");
  ASSERT_EQ(recording->manifest().samples.size(), 1u);
  EXPECT_EQ(recording->manifest().samples[0].name, kA.name);
  EXPECT_EQ(recording->manifest().samples[0].input_hash, kA.input_hash);
  EXPECT_THAT(recording->load(0, 0).value()->values<int8_t>(), ElementsAre(5, -5));
  const Tensor four_bits = recording->load(0, 1).value().value();
  EXPECT_EQ(four_bits.type(), ElementType::kInt4);
  EXPECT_THAT(four_bits.values<int8_t>(), ElementsAre(0, -8, 0));
  EXPECT_THAT(recording->load(0, 2).value()->values<float>(),
              ElementsAre(5.0f, -5.0f, 0.0f, 5.0f / 3));
  EXPECT_FALSE(recording->load(1, 0));
  EXPECT_FALSE(recording->load(0, 3));
}

TEST(Recording, LeftOutTensorsAreNothingAndCountAsMissing) {
  const test::ScratchFolder scratch;
  const fs::path folder = scratch.path() / "a.rec";
  RecordingWriter writer = open_writer(folder, sample_manifest());
  ASSERT_TRUE(writer.write(kA, {{0, in_of(1)}, {2, out_of(1)}}));
  EXPECT_EQ(opened(folder)->load(0, 1).value(), std::nullopt);
  EXPECT_TRUE(writer.has(kA, false));
  EXPECT_FALSE(writer.has(kA, true));
  EXPECT_FALSE(writer.has({kA.name, "other"}, false));
  EXPECT_FALSE(writer.has(kB, false));
  ASSERT_TRUE(writer.write({"unknown", ""}, {{0, in_of(1)}, {2, out_of(1)}}));
  EXPECT_FALSE(writer.has({"unknown", ""}, false));
}

std::string names_of(const fs::path& folder) {
  const auto recording = opened(folder);
  std::string names;
  for (const SampleEntry& sample : recording->manifest().samples) names += sample.name;
  return names;
}

TEST(Recording, SamplesComeInThePlannedOrder) {
  const test::ScratchFolder scratch;
  const fs::path folder = scratch.path() / "a.rec";
  Manifest manifest = sample_manifest();
  manifest.samples = {{"z", ""}, {"never", ""}, {"y", ""}};
  RecordingWriter writer = open_writer(folder, manifest);
  for (const char* name : {"y", "z"}) write_all(writer, {name, "h"}, 1);
  EXPECT_EQ(names_of(folder), "zy");
}

TEST(Recording, WithoutAPlanSamplesComeByName) {
  const test::ScratchFolder scratch;
  const fs::path folder = scratch.path() / "a.rec";
  RecordingWriter writer = open_writer(folder, sample_manifest());
  for (const char* name : {"b", "a"}) write_all(writer, {name, "h"}, 1);
  EXPECT_EQ(names_of(folder), "ab");
}

TEST(Recording, SamplesOfARunOverOtherInputsAreNotListedAndGoAtTheEnd) {
  const test::ScratchFolder scratch;
  const fs::path folder = scratch.path() / "a.rec";
  Manifest manifest = sample_manifest();
  manifest.samples = {{"x", ""}, {"y", ""}};
  {
    RecordingWriter writer = open_writer(folder, manifest);
    for (const char* name : {"x", "y"}) write_all(writer, {name, "h"}, 1);
  }
  manifest.samples = {{"z", ""}, {"y", ""}};
  RecordingWriter writer = open_writer(folder, manifest);
  EXPECT_EQ(names_of(folder), "y");
  EXPECT_TRUE(writer.has({"x", "h"}, true));
  write_all(writer, {"z", "h"}, 1);
  ASSERT_TRUE(writer.finish());
  EXPECT_EQ(names_of(folder), "zy");
  EXPECT_EQ(sample_paths(folder)->size(), 2u);
}

TEST(Recording, AResumedRunKeepsItsSamples) {
  const test::ScratchFolder scratch;
  const fs::path folder = scratch.path() / "a.rec";
  {
    RecordingWriter writer = open_writer(folder, sample_manifest());
    write_all(writer, kA, 1);
  }
  write_text(samples_folder(folder) / "half.safetensors.1.tmp", "half");
  RecordingWriter writer = open_writer(folder, sample_manifest());
  EXPECT_EQ(writer.reason(), "");
  EXPECT_TRUE(writer.has(kA, true));
  EXPECT_FALSE(fs::exists(samples_folder(folder) / "half.safetensors.1.tmp"));
}

#ifndef _WIN32
TEST(Recording, AFolderThatCannotBeListedIsNotWrittenTo) {
  const test::ScratchFolder folder;
  const test::UnlistableFolder unlistable(folder.path());
  const auto writer = RecordingWriter::open(folder.path(), sample_manifest());
  ASSERT_FALSE(writer);
  EXPECT_THAT(writer.error().message(), HasSubstr("cannot list the folder"));
}
#endif

TEST(Recording, SamplesOutliveADamagedManifest) {
  const test::ScratchFolder scratch;
  const fs::path folder = scratch.path() / "a.rec";
  {
    RecordingWriter writer = open_writer(folder, sample_manifest());
    write_all(writer, kA, 1);
  }
  write_text(folder / "manifest.json", "{");
  RecordingWriter writer = open_writer(folder, sample_manifest());
  EXPECT_TRUE(writer.has(kA, true));
  EXPECT_EQ(writer.reason(), "");
  EXPECT_TRUE(open_recording(to_utf8(folder)));
}

TEST(Recording, WhatIsNoticedWhileRunningIsKeptWithTheSamplesThatShowedIt) {
  const test::ScratchFolder scratch;
  const fs::path folder = scratch.path() / "a.rec";
  Manifest manifest = sample_manifest();
  manifest.warnings = {"known before"};
  {
    RecordingWriter writer = open_writer(folder, manifest);
    ASSERT_TRUE(writer.remark({"known before", "noticed"}, {{"out", "odd"}, {"mid/1", "4 bits"}}));
    write_all(writer, kA, 1);
  }
  const auto expect_remarks = [&] {
    const Manifest kept = opened(folder)->manifest();
    EXPECT_THAT(kept.warnings, ElementsAre("known before", "noticed"));
    EXPECT_EQ(kept.tensors[2].remark, "odd");
    EXPECT_EQ(kept.tensors[1].remark, "");  // said by its note already
  };
  expect_remarks();
  RecordingWriter resumed = open_writer(folder, manifest);
  EXPECT_TRUE(resumed.has(kA, true));
  expect_remarks();
  EXPECT_EQ(resumed.manifest().tensors[2].remark, "odd");
}

TEST(Recording, RemarksGoWithTheSamplesOfAnotherRun) {
  const test::ScratchFolder scratch;
  const fs::path folder = scratch.path() / "a.rec";
  {
    RecordingWriter writer = open_writer(folder, sample_manifest());
    ASSERT_TRUE(writer.remark({"noticed"}, {{"out", "odd"}}));
    write_all(writer, kA, 1);
  }
  Manifest changed = sample_manifest();
  changed.facts["model"] = "def";
  const Manifest fresh = open_writer(folder, changed).manifest();
  EXPECT_THAT(fresh.warnings, ElementsAre());
  EXPECT_EQ(fresh.tensors[2].remark, "");
}

TEST(Recording, AChangedFactStartsAgainAndSaysWhy) {
  const test::ScratchFolder scratch;
  const fs::path folder = scratch.path() / "a.rec";
  {
    RecordingWriter writer = open_writer(folder, sample_manifest());
    write_all(writer, kA, 1);
  }
  Manifest changed = sample_manifest();
  changed.facts["library onnxruntime"] = "1.32.0";
  RecordingWriter writer = open_writer(folder, changed);
  EXPECT_EQ(writer.reason(), "library onnxruntime 1.31.0 -> 1.32.0");
  EXPECT_FALSE(writer.has(kA, false));
  EXPECT_TRUE(sample_paths(folder)->empty());
}

TEST(Recording, SamplesOfAnotherRunAreNeverTakenForOnesOwn) {
  const test::ScratchFolder scratch;
  const fs::path folder = scratch.path() / "a.rec";
  const fs::path other = scratch.path() / "b.rec";
  RecordingWriter writer = open_writer(folder, sample_manifest());
  Manifest changed = sample_manifest();
  changed.facts["model"] = "def";
  RecordingWriter other_writer = open_writer(other, changed);
  write_all(other_writer, kA, 1);
  const fs::path foreign = sample_paths(other)->at(0);
  fs::copy_file(foreign, samples_folder(folder) / foreign.filename());
  EXPECT_TRUE(opened(folder)->manifest().samples.empty());
  EXPECT_FALSE(open_writer(folder, sample_manifest()).has(kA, false));
}

TEST(Recording, DamagedSamplesAreErrorsForReadersAndMadeAgainByWriters) {
  const test::ScratchFolder scratch;
  const fs::path folder = scratch.path() / "a.rec";
  RecordingWriter writer = open_writer(folder, sample_manifest());
  write_all(writer, kA, 1);
  const fs::path path = sample_paths(folder)->at(0);
  fs::resize_file(path, fs::file_size(path) - 1);
  const auto recording = open_recording(to_utf8(folder));
  ASSERT_FALSE(recording);
  EXPECT_THAT(recording.error().message(), HasSubstr(to_utf8(path.filename())));
  EXPECT_FALSE(open_writer(folder, sample_manifest()).has(kA, false));
  EXPECT_TRUE(open_recording(to_utf8(folder)));
}

TEST(Recording, TensorsThatBreakThePromiseAreRefused) {
  const test::ScratchFolder scratch;
  const fs::path folder = scratch.path() / "a.rec";
  RecordingWriter writer = open_writer(folder, sample_manifest());
  EXPECT_FALSE(writer.write(kA, {{0, out_of(1)}}));
  EXPECT_FALSE(writer.write(kA, {{3, out_of(1)}}));
  EXPECT_TRUE(sample_paths(folder)->empty());
}

TEST(Recording, TensorsThatNoFileCanHoldAreRefusedBeforeAnythingIsMade) {
  for (const char* name : {"__metadata__", "\xff"}) {
    const test::ScratchFolder scratch;
    Manifest manifest = sample_manifest();
    manifest.tensors[1].name = name;
    const auto writer = RecordingWriter::open(scratch.path() / "a.rec", manifest);
    ASSERT_FALSE(writer);
    EXPECT_EQ(writer.error().kind(), ErrorKind::kBadInput) << writer.error().message();
    EXPECT_FALSE(fs::exists(scratch.path() / "a.rec"));
  }
}

TEST(Recording, NamesThatLookAlikeDoNotShareAFile) {
  EXPECT_NE(sample_path("r", "a/b"), sample_path("r", "a_b"));
  EXPECT_NE(sample_path("r", std::string(300, 'x')), sample_path("r", std::string(301, 'x')));
  EXPECT_EQ(sample_path("r", "../../etc").parent_path(), samples_folder("r"));
  EXPECT_LT(to_utf8(sample_path("r", std::string(300, 'x')).filename()).size(), 100u);
}

TEST(Recording, SeveralThreadsMayWrite) {
  const test::ScratchFolder scratch;
  const fs::path folder = scratch.path() / "a.rec";
  RecordingWriter writer = open_writer(folder, sample_manifest());
  std::vector<std::thread> threads;
  for (int8_t t = 0; t < 4; ++t)
    threads.emplace_back([&writer, t] {
      for (int i = 0; i < 5; ++i)
        write_all(writer, {std::to_string(t) + "." + std::to_string(i), "h"}, t);
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(opened(folder)->manifest().samples.size(), 20u);
}

}  // namespace
}  // namespace npuscope
