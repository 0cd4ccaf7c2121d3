// SPDX-License-Identifier: Apache-2.0
#include "compare/pairing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace npuscope {
namespace {

using testing::HasSubstr;

TensorEntry entry(std::string name, Shape shape, TensorRole role = TensorRole::kIntermediate,
                  std::vector<std::string> aliases = {}) {
  TensorEntry e;
  e.name = std::move(name);
  e.aliases = std::move(aliases);
  e.type = ElementType::kFloat32;
  e.shape = std::move(shape);
  e.role = role;
  return e;
}

Manifest manifest(std::vector<TensorEntry> tensors, std::vector<std::string> samples = {}) {
  Manifest m;
  m.tensors = std::move(tensors);
  for (std::string& name : samples) m.samples.push_back({std::move(name), ""});
  return m;
}

TEST(PairTensors, GoesByNameThenAliasThenPosition) {
  const Manifest a = manifest({entry("in", {4}, TensorRole::kInput), entry("conv", {2, 3}),
                               entry("relu", {6}), entry("out", {5}, TensorRole::kOutput)});
  const Manifest b = manifest({entry("logits", {5}, TensorRole::kOutput),
                               entry("Relu_7", {6}, TensorRole::kIntermediate, {"relu"}),
                               entry("conv", {2, 3}), entry("Input_0", {4}, TensorRole::kInput)});
  const TensorPairing pairing = *pair_tensors(a, b, {});
  ASSERT_EQ(pairing.pairs.size(), 4U);
  EXPECT_TRUE(pairing.unpaired.empty());
  const std::vector<PairedBy> by = {PairedBy::kPosition, PairedBy::kName, PairedBy::kAlias,
                                    PairedBy::kPosition};
  const std::vector<size_t> others = {3, 2, 1, 0};
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(pairing.pairs[i].reference, i);
    EXPECT_EQ(pairing.pairs[i].other, others[i]);
    EXPECT_EQ(pairing.pairs[i].by, by[i]);
  }
}

TEST(PairTensors, OutputsStandInTheOrderOfTheNetworkWhateverIsComputedFirst) {
  Manifest executed =
      manifest({entry("early", {2}, TensorRole::kOutput), entry("late", {2}, TensorRole::kOutput)});
  executed.tensors[0].position = 1;
  executed.tensors[1].position = 0;
  const Manifest arrays = manifest(
      {entry("output_1", {2}, TensorRole::kOutput), entry("output_2", {2}, TensorRole::kOutput)});
  const TensorPairing pairing = *pair_tensors(executed, arrays, {});
  ASSERT_EQ(pairing.pairs.size(), 2U);
  EXPECT_EQ(pairing.pairs[0].other, 1U);
  EXPECT_EQ(pairing.pairs[1].other, 0U);
}

TEST(PairTensors, ListsWhatStaysUnpairedWithTheReason) {
  const Manifest a = manifest({entry("x", {2}), entry("y", {1, 16, 4, 4})});
  const Manifest b = manifest({entry("y", {1, 256}), entry("z", {2})});
  const TensorPairing pairing = *pair_tensors(a, b, {});
  EXPECT_TRUE(pairing.pairs.empty());
  ASSERT_EQ(pairing.unpaired.size(), 4U);
  EXPECT_EQ(pairing.unpaired[0].name, "x");
  EXPECT_THAT(pairing.unpaired[0].reason, HasSubstr("no tensor"));
  EXPECT_THAT(pairing.unpaired[1].reason, HasSubstr("1x16x4x4 and 1x256 differ"));
  EXPECT_THAT(pairing.unpaired[1].reason, HasSubstr("map"));
  EXPECT_EQ(pairing.unpaired[2].side, Side::kOther);
}

TEST(PairTensors, AcceptsShapesThatDifferByAxesOfSizeOne) {
  const Manifest a = manifest({entry("x", {16}), entry("y", {1, 3, 2})});
  const Manifest b = manifest({entry("x", {1, 1, 16}), entry("y", {3, 1, 2})});
  EXPECT_EQ(pair_tensors(a, b, {})->pairs.size(), 2U);
}

TEST(PairTensors, DoesNotGuessAmongTensorsOfOneName) {
  const Manifest a = manifest({entry("x", {2})});
  const Manifest b = manifest({entry("x", {2}), entry("x", {2})});
  EXPECT_TRUE(pair_tensors(a, b, {})->pairs.empty());
  EXPECT_EQ(pair_tensors(a, b, {})->unpaired.size(), 3U);
}

TEST(PairTensors, DoesNotGoByPositionAmongDifferentNumbersOfOutputs) {
  const Manifest a = manifest({entry("x", {2}, TensorRole::kOutput)});
  const Manifest b =
      manifest({entry("y", {2}, TensorRole::kOutput), entry("z", {2}, TensorRole::kOutput)});
  EXPECT_TRUE(pair_tensors(a, b, {})->pairs.empty());
}

TEST(PairTensors, LeavesCodesWithoutAScaleApartFromRealNumbersAndOtherCodes) {
  const auto of_type = [](ElementType type, bool scaled) {
    TensorEntry e = entry("x", {4});
    e.type = type;
    if (scaled) e.quantization = Quantization{type, {0.5F}, {0}, -1};
    return manifest({e});
  };
  const Manifest bare = of_type(ElementType::kInt8, false);
  for (const Manifest& unlike :
       {of_type(ElementType::kFloat32, false), of_type(ElementType::kUint8, false),
        of_type(ElementType::kUint8, true)}) {
    const TensorPairing pairing = *pair_tensors(unlike, bare, {});
    EXPECT_TRUE(pairing.pairs.empty());
    EXPECT_EQ(pairing.without_scale.size(), 1U);
    ASSERT_EQ(pairing.unpaired.size(), 2U);
    EXPECT_THAT(pairing.unpaired[0].reason, HasSubstr("nothing says which real numbers"));
    EXPECT_EQ(pair_tensors(bare, unlike, {})->without_scale.size(), 1U);
  }
  for (const Manifest& alike :
       {bare, of_type(ElementType::kInt8, true), of_type(ElementType::kInt64, false)})
    EXPECT_EQ(pair_tensors(alike, bare, {})->pairs.size(), 1U);
}

TEST(PairTensors, LetsTheMapOverruleNames) {
  const Manifest a = manifest({entry("x", {2, 3}), entry("y", {2, 3})});
  const Manifest b = manifest({entry("x", {2, 3}), entry("w", {3, 2})});
  const TensorPairing pairing = *pair_tensors(a, b, {{"y", "x", {}}, {"x", "w", {1, 0}}});
  ASSERT_EQ(pairing.pairs.size(), 2U);
  EXPECT_EQ(pairing.pairs[0].other, 1U);
  EXPECT_EQ(pairing.pairs[1].other, 0U);
  EXPECT_EQ(pairing.pairs[0].by, PairedBy::kMap);
}

TEST(PairTensors, RefusesAMapWithUnknownOrRepeatedNames) {
  const Manifest a = manifest({entry("conv1", {2}), entry("conv2", {2})});
  const auto unknown = pair_tensors(a, a, {{"conv1", "conv3", {}}});
  ASSERT_FALSE(unknown);
  EXPECT_THAT(unknown.error().hint(), HasSubstr("'conv1'"));
  EXPECT_FALSE(pair_tensors(a, a, {{"conv1", "conv1", {}}, {"conv2", "conv1", {}}}));
}

TEST(PairTensors, SaysWhenAPermutationDoesNotFit) {
  const Manifest a = manifest({entry("x", {2, 3})});
  for (const std::vector<int>& axes : {std::vector<int>{0}, {0, 0}, {0, 2}, {0, 1, 2}}) {
    const TensorPairing pairing = *pair_tensors(a, a, {{"x", "x", axes}});
    ASSERT_EQ(pairing.unpaired.size(), 2U);
    EXPECT_THAT(pairing.unpaired[0].reason, HasSubstr("does not permute"));
  }
}

TEST(Map, IsReadLineByLine) {
  const auto pairs =
      parse_map("# ours = theirs\n\n a/b = c;d \r\nx=y = z transpose(0, 3,1,2)", "m");
  ASSERT_TRUE(pairs);
  ASSERT_EQ(pairs->size(), 2U);
  EXPECT_EQ((*pairs)[0].reference, "a/b");
  EXPECT_EQ((*pairs)[0].other, "c;d");
  EXPECT_EQ((*pairs)[1].reference, "x=y");
  EXPECT_EQ((*pairs)[1].other, "z");
  EXPECT_EQ((*pairs)[1].permutation, (std::vector<int>{0, 3, 1, 2}));
}

TEST(Map, WithAnErrorGivesTheLine) {
  for (const char* text :
       {"a = b\nc", "a = b\n = b", "a = b\na = b transpose(0;1)", "a = b\na = b transpose()",
        "a = b\na = b transpose(-1)", "a = b\na = b transpose(99999999999)"}) {
    const auto pairs = parse_map(text, "names.map");
    ASSERT_FALSE(pairs) << text;
    EXPECT_EQ(pairs.error().where(), "names.map:2") << text;
  }
}

TEST(PairSamples, GoesByName) {
  const SamplePairing pairing =
      pair_samples(manifest({}, {"a", "b", "c"}), manifest({}, {"c", "a", "d"}));
  ASSERT_EQ(pairing.pairs.size(), 2U);
  EXPECT_EQ(pairing.pairs[0].other, 1U);
  EXPECT_EQ(pairing.pairs[1].reference, 2U);
  EXPECT_EQ(pairing.pairs[1].other, 0U);
  ASSERT_EQ(pairing.unpaired.size(), 2U);
  EXPECT_EQ(pairing.unpaired[0].name, "b");
  EXPECT_EQ(pairing.unpaired[1].name, "d");
  EXPECT_TRUE(pairing.note.empty());
}

TEST(PairSamples, GoesByFileNameWhereTheFoldersDiffer) {
  const SamplePairing pairing = pair_samples(manifest({}, {"images/a.png", "images/b.png"}),
                                             manifest({}, {"b.png", "a.png"}));
  ASSERT_EQ(pairing.pairs.size(), 2U);
  EXPECT_EQ(pairing.pairs[0].other, 1U);
  EXPECT_TRUE(pairing.note.empty());
}

TEST(PairSamples, GoesByFileNameInAnyCaseAndWithoutExtension) {
  const Manifest images = manifest({}, {"a/000.png", "a/001.png", "a/Face.v2.png"});
  const std::vector<std::vector<std::string>> spellings = {
      {"face.v2", "001", "000"},
      {"FACE.V2.PNG", "001.PNG", "000.PNG"},
      {"b/face.v2.jpg", "b/001.jpg", "b/000.jpg"}};
  for (const auto& spelling : spellings) {
    const SamplePairing pairing = pair_samples(images, manifest({}, spelling));
    ASSERT_EQ(pairing.pairs.size(), 3U) << spelling[0];
    for (size_t i = 0; i < 3; ++i) EXPECT_EQ(pairing.pairs[i].other, 2 - i) << spelling[i];
    EXPECT_TRUE(pairing.note.empty());
  }
}

TEST(PairSamples, PrefersTheWholeNameToTheStem) {
  const SamplePairing pairing =
      pair_samples(manifest({}, {"a.png", "A.PNG"}), manifest({}, {"A.PNG", "a.png", "a"}));
  ASSERT_EQ(pairing.pairs.size(), 2U);
  EXPECT_EQ(pairing.pairs[0].other, 1U);
  EXPECT_EQ(pairing.pairs[1].other, 0U);
}

TEST(PairSamples, DoesNotGuessAmongNamesThatDoNotMatch) {
  for (const std::vector<std::string>& names :
       {std::vector<std::string>{"x.png", "y.png"}, {"1", "0"}, {"10", "20"}, {"a", "1"}}) {
    const SamplePairing pairing =
        pair_samples(manifest({}, {"live.png", "spoof.png"}), manifest({}, names));
    EXPECT_TRUE(pairing.pairs.empty()) << names[0];
    EXPECT_EQ(pairing.unpaired.size(), 4U);
  }
}

TEST(PairSamples, GoesByTheNumberOfNamesThatOnlyCount) {
  const Manifest array = manifest({}, {"in/x.npy[0]", "in/x.npy[1]", "in/x.npy[2]"});
  for (const std::vector<std::string>& names :
       {std::vector<std::string>{"test_data_set_2", "test_data_set_0"},
        {"2", "0"},
        {"b/other.npz[2]", "b/other.npz[0]"}}) {
    const SamplePairing pairing = pair_samples(array, manifest({}, names));
    ASSERT_EQ(pairing.pairs.size(), 2U) << names[0];
    EXPECT_EQ(pairing.pairs[0].other, 1U);
    EXPECT_EQ(pairing.pairs[1].reference, 2U);
    EXPECT_THAT(pairing.note, HasSubstr("by the number"));
    ASSERT_EQ(pairing.unpaired.size(), 1U);
    EXPECT_THAT(pairing.unpaired[0].reason, HasSubstr("of this number"));
  }
}

TEST(PairSamples, NumbersOfNamesThatSayMorePairNothing) {
  for (const std::vector<std::string>& names : {std::vector<std::string>{"img_0.png", "img_1.png"},
                                                {"test_data_set_0", "a[1]"},
                                                {"a[0]", "a[00]"},
                                                {"set_0", "set_x"}}) {
    const SamplePairing pairing =
        pair_samples(manifest({}, {"x.npy[0]", "x.npy[1]"}), manifest({}, names));
    EXPECT_TRUE(pairing.pairs.empty()) << names[0];
  }
}

TEST(PairSamples, RowsThatCountFromElsewhereThanASeriesStandForTheOrder) {
  const SamplePairing pairing =
      pair_samples(manifest({}, {"x.npy[0]", "x.npy[1]"}), manifest({}, {"1", "2"}));
  ASSERT_EQ(pairing.pairs.size(), 2U);
  EXPECT_EQ(pairing.pairs[0].other, 0U);
  EXPECT_THAT(pairing.note, HasSubstr("by index"));
}

TEST(PairSamples, AFileNameThatOccursTwicePairsNothing) {
  const SamplePairing pairing = pair_samples(manifest({}, {"live/1.png", "attack/1.png", "2.png"}),
                                             manifest({}, {"1.png", "2.png"}));
  ASSERT_EQ(pairing.pairs.size(), 1U);
  EXPECT_EQ(pairing.pairs[0].reference, 2U);
}

TEST(PairSamples, GoesByIndexWithANoteWhereNoNameIsShared) {
  const SamplePairing pairing =
      pair_samples(manifest({}, {"x.png", "y.png"}), manifest({}, {"0", "1", "2"}));
  EXPECT_EQ(pairing.pairs.size(), 2U);
  EXPECT_THAT(pairing.note, HasSubstr("by index"));
  ASSERT_EQ(pairing.unpaired.size(), 1U);
  EXPECT_EQ(pairing.unpaired[0].name, "2");
  EXPECT_EQ(pair_samples(manifest({}, {"0", "1"}), manifest({}, {"x", "y"})).pairs.size(), 2U);
  EXPECT_EQ(pair_samples(manifest({}, {"x", "y"}), manifest({}, {"001", "002"})).pairs.size(), 2U);
}

TEST(PairSamples, CountingFromZeroAndFromOneMeansTheSameSamplesWhereTheyAreEquallyMany) {
  const SamplePairing pairing =
      pair_samples(manifest({}, {"0", "1", "2"}), manifest({}, {"1", "2", "3"}));
  EXPECT_TRUE(pairing.unpaired.empty());
  ASSERT_EQ(pairing.pairs.size(), 3U);
  for (const SamplePair& pair : pairing.pairs) EXPECT_EQ(pair.reference, pair.other);
  EXPECT_THAT(pairing.note, HasSubstr("by index"));
}

TEST(PairSamples, CallsTheSidesInItsNoteAsItIsTold) {
  const SideNames names{"the case", "the recording", "the case and the recording"};
  EXPECT_EQ(pair_samples(manifest({}, {"0", "1"}), manifest({}, {"1", "2"}), names).note,
            "the case counts its samples from 0, the recording from 1: samples are paired by "
            "index");
  EXPECT_EQ(pair_samples(manifest({}, {"x", "y"}), manifest({}, {"0", "1"}), names).note,
            "the case and the recording share no sample names: samples are paired by index");
}

TEST(PairSamples, RowNumbersFromZeroMeanTheFilesNumberedFromOne) {
  const SamplePairing pairing =
      pair_samples(manifest({}, {"f/1.png", "f/10.png", "f/2.png", "f/3.png", "f/4.png", "f/5.png",
                                 "f/6.png", "f/7.png", "f/8.png", "f/9.png"}),
                   manifest({}, {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}));
  ASSERT_EQ(pairing.pairs.size(), 10U);
  EXPECT_EQ(pairing.pairs[1].other, 9U);
  EXPECT_EQ(pairing.pairs[2].other, 1U);
  EXPECT_THAT(pairing.note, HasSubstr("counts its samples from 1, the other from 0"));
}

TEST(PairSamples, FilesNumberedFromZeroAndFromOnePairByNameWithANote) {
  const SamplePairing pairing = pair_samples(manifest({}, {"1.png", "2.png", "3.png"}),
                                             manifest({}, {"0.jpg", "1.jpg", "2.jpg"}));
  ASSERT_EQ(pairing.pairs.size(), 2U);
  EXPECT_EQ(pairing.pairs[0].other, 1U);
  EXPECT_THAT(pairing.note, HasSubstr("number them alike"));
}

TEST(PairSamples, OtherwiseNumbersPairAsTheyStandAndTheNoteSaysSo) {
  const SamplePairing pairing =
      pair_samples(manifest({}, {"0", "1", "2"}), manifest({}, {"1", "2"}));
  ASSERT_EQ(pairing.pairs.size(), 2U);
  EXPECT_EQ(pairing.pairs[0].reference, 1U);
  EXPECT_EQ(pairing.pairs[0].other, 0U);
  EXPECT_THAT(pairing.note, HasSubstr("number them alike"));
}

}  // namespace
}  // namespace npuscope
