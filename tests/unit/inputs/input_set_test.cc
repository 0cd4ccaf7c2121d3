// SPDX-License-Identifier: Apache-2.0
#include "inputs/input_set.h"

#include <gtest/gtest.h>

#include "formats/npy.h"
#include "formula_image.h"
#include "support/npz_writer.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

InputDescription planes(const char* name = "input") {
  return {name, ElementType::kFloat32, {1, 3, 2, 4}, std::nullopt};
}

/// A float array of which every element is its own index.
Tensor counting(Shape shape, float first = 0) {
  Tensor tensor = Tensor::zeros(ElementType::kFloat32, std::move(shape));
  for (float& v : tensor.mutable_values<float>()) v = first++;
  return tensor;
}

class InputSetTest : public testing::Test {
 protected:
  void write_npy(const char* name, const Tensor& tensor) {
    folder_.write(name, format_npy(tensor).value());
  }
  void write_npz(const char* name, const std::vector<NamedTensor>& arrays) {
    folder_.write(name, test::format_npz(arrays).value());
  }
  InputSpec files(std::vector<std::string> patterns) {
    InputSpec spec;
    spec.folder = folder_.path();
    spec.files = std::move(patterns);
    return spec;
  }

  test::ScratchFolder folder_;
};

TEST_F(InputSetTest, ListsSamplesOfFilesInPatternOrderEachFileOnce) {
  write_npy("b.npy", counting({3, 3, 2, 4}));
  write_npy("a.npy", counting({1, 3, 2, 4}, 100));
  const auto set = InputSet::open(files({"b.npy", "*.npy"}), {planes()});
  ASSERT_TRUE(set) << set.error().message();
  ASSERT_EQ(set->size(), 4u);
  EXPECT_EQ(set->name(1), "b.npy[1]");
  EXPECT_EQ(set->name(3), "a.npy");
  const auto second = set->load(1);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->at(0).shape(), (Shape{1, 3, 2, 4}));
  EXPECT_EQ(second->at(0).values<float>()[0], 24.0f);
  EXPECT_EQ(set->load(3)->at(0).values<float>()[0], 100.0f);
}

TEST_F(InputSetTest, TheLimitKeepsTheFirstSamples) {
  write_npy("b.npy", counting({3, 3, 2, 4}));
  InputSpec spec = files({"b.npy"});
  spec.limit = 2;
  EXPECT_EQ(InputSet::open(spec, {planes()})->size(), 2u);
  spec.limit = 0;
  EXPECT_FALSE(InputSet::open(spec, {planes()}));
}

TEST_F(InputSetTest, FindsNpzArraysByNameByNumberAndByStsKeys) {
  const std::vector<InputDescription> inputs = {planes("left"), planes("right")};
  const Tensor left = counting({2, 3, 2, 4}), right = counting({2, 3, 2, 4}, 1000);
  write_npz("name.npz", {{"right", right}, {"left", left}, {"extra", left}});
  write_npz("number.npz", {{"input_1", left}, {"input_2", right}});
  write_npz("st.npz", {{"m_inputs_1", left}, {"m_inputs_2", right}, {"m_outputs_1", left}});
  for (const char* file : {"name.npz", "number.npz", "st.npz"}) {
    const auto set = InputSet::open(files({file}), inputs);
    ASSERT_TRUE(set) << set.error().message();
    ASSERT_EQ(set->size(), 2u);
    const auto sample = set->load(1).value();
    EXPECT_EQ(sample[0].values<float>()[0], 24.0f);
    EXPECT_EQ(sample[1].values<float>()[0], 1024.0f);
  }
}

TEST_F(InputSetTest, AnNpzWithoutTheInputsSaysWhatItHolds) {
  write_npz("x.npz", {{"left", counting({1, 3, 2, 4})}, {"rigth", counting({1, 3, 2, 4})}});
  const auto set = InputSet::open(files({"x.npz"}), {planes("left"), planes("right")});
  ASSERT_FALSE(set);
  EXPECT_NE(set.error().found().find("'rigth'"), std::string::npos);
  EXPECT_NE(set.error().expected().find("'right'"), std::string::npos);
  EXPECT_NE(set.error().where().find("x.npz"), std::string::npos);
}

TEST_F(InputSetTest, ExtensionsAreTakenWhateverTheirCase) {
  write_npz("x.Npz", {{"x", counting({1, 3, 2, 4})}});
  const auto set = InputSet::open(files({"x.Npz"}), {planes()});
  ASSERT_TRUE(set) << set.error().message();
  EXPECT_EQ(set->name(0), "x.Npz");
}

TEST_F(InputSetTest, AnErrorNamesTheFileOnce) {
  const std::string path = to_utf8(folder_.path());
  for (const char* name : {"damaged.npy", "damaged.npz", "x.txt"}) {
    folder_.write(name, "no array");
    const auto set = InputSet::open(files({name}), {planes()});
    ASSERT_FALSE(set);
    const std::string where = set.error().where();
    EXPECT_EQ(where.find(path), 0u) << where;
    EXPECT_EQ(where.find(path, 1), std::string::npos) << where;
  }
}

TEST_F(InputSetTest, InputsMustAgreeOnTheNumberOfSamples) {
  write_npz("x.npz", {{"left", counting({2, 3, 2, 4})}, {"right", counting({3, 3, 2, 4})}});
  EXPECT_FALSE(InputSet::open(files({"x.npz"}), {planes("left"), planes("right")}));
  write_npy("x.npy", counting({2, 3, 2, 4}));
  EXPECT_FALSE(InputSet::open(files({"x.npy"}), {planes("left"), planes("right")}));
  write_npy("none.npy", counting({0, 3, 2, 4}));
  EXPECT_FALSE(InputSet::open(files({"none.npy"}), {planes()}));
}

TEST_F(InputSetTest, ChannelsLastAreNamedNotGuessedAndMovedWhenDeclared) {
  write_npy("x.npy", counting({5, 2, 4, 3}));
  InputSpec spec = files({"x.npy"});
  const auto guess = InputSet::open(spec, {planes()});
  ASSERT_FALSE(guess);
  EXPECT_EQ(guess.error().hint(), "looks like nhwc: set layout = \"nhwc\" in [inputs] if it is");
  spec.array_layout = ImageLayout::kNhwc;
  const auto set = InputSet::open(spec, {planes()});
  ASSERT_TRUE(set) << set.error().message();
  const auto sample = set->load(1).value();
  EXPECT_EQ(sample[0].values<float>()[8], 24.0f + 1);
  EXPECT_EQ(sample[0].values<float>()[1], 24.0f + 3);
}

TEST_F(InputSetTest, PixelArraysAreImagesWhenAPreparationIsGiven) {
  write_npy("x.npy", test::formula_image(4, 2, 3, 1));
  InputSpec spec = files({"x.npy"});
  EXPECT_FALSE(InputSet::open(spec, {planes()}));
  spec.preparation = Preparation{};
  const auto set = InputSet::open(spec, {planes()});
  ASSERT_TRUE(set) << set.error().message();
  const auto sample = set->load(0).value();
  EXPECT_EQ(sample[0].values<float>()[8],
            static_cast<float>(test::formula_image(4, 2, 3, 1).values<uint8_t>()[1]));
}

TEST_F(InputSetTest, PixelsWithoutAPreparationAreToldWhatTheyLack) {
  write_npy("x.npy", Tensor::zeros(ElementType::kUint8, {2, 4, 3}));
  const auto set = InputSet::open(files({"x.npy"}), {planes()});
  ASSERT_FALSE(set);
  EXPECT_NE(set.error().hint().find("[inputs.prepare]"), std::string::npos);
}

TEST_F(InputSetTest, OfArraysThatNothingPreparesNothingIsSaidOfPixels) {
  write_npy("a.npy", counting({1, 3, 2, 4}));
  InputSpec spec = files({"a.npy"});
  EXPECT_EQ(InputSet::open(spec, {planes()})->preparation_text(), "arrays as they are");
  spec.array_layout = ImageLayout::kNchw;
  EXPECT_EQ(InputSet::open(spec, {planes()})->preparation_text(),
            "arrays as they are; arrays nchw");
}

TEST_F(InputSetTest, RandomDataComesWithAWarning) {
  InputSpec spec;
  spec.random = RandomSpec{};
  spec.limit = 3;
  const auto set = InputSet::open(spec, {planes()});
  ASSERT_TRUE(set) << set.error().message();
  EXPECT_EQ(set->size(), 3u);
  EXPECT_EQ(set->name(2), "random[2]");
  ASSERT_EQ(set->warnings().size(), 1u);
  EXPECT_NE(set->warnings()[0].find("prove little"), std::string::npos);
  EXPECT_EQ(set->preparation_text(), "random: numpy RandomState(42).uniform, floats 0 to 1");
}

TEST_F(InputSetTest, LabelsComeFromTheTable) {
  write_npy("faces/a.npy", counting({1, 3, 2, 4}));
  write_npy("faces/b.npy", counting({1, 3, 2, 4}));
  folder_.write("faces/labels.csv", "file,class,species\nb.npy,1,replay\n");
  InputSpec spec = files({"faces/*.npy"});
  spec.labels = "faces/labels.csv";
  const auto set = InputSet::open(spec, {planes()});
  ASSERT_TRUE(set) << set.error().message();
  EXPECT_FALSE(set->label(0));
  EXPECT_EQ(set->label(1), (Label{"1", "replay"}));
  ASSERT_EQ(set->warnings().size(), 1u);
  EXPECT_EQ(set->warnings()[0], "1 of 2 samples have no label in faces/labels.csv");
  folder_.write("faces/labels.csv", "file,class,species\nc.npy,1,replay\n");
  EXPECT_FALSE(InputSet::open(spec, {planes()}));
}

TEST_F(InputSetTest, OtherFilesAndImpossibleRequestsAreRefused) {
  folder_.write("x.txt", "x");
  EXPECT_EQ(InputSet::open(files({"x.txt"}), {planes()}).error().kind(), ErrorKind::kBadInput);
  EXPECT_EQ(InputSet::open(files({}), {planes()}).error().kind(), ErrorKind::kUsage);
  InputSpec both = files({"x.txt"});
  both.random = RandomSpec{};
  EXPECT_EQ(InputSet::open(both, {planes()}).error().kind(), ErrorKind::kUsage);
}

TEST(InputHash, DependsOnTypesShapesAndElements) {
  const Tensor a = counting({2, 3}), b = counting({3, 2}), c = counting({2, 3}, 1);
  EXPECT_EQ(input_hash(std::vector{a}), input_hash(std::vector{counting({2, 3})}));
  EXPECT_NE(input_hash(std::vector{a}), input_hash(std::vector{b}));
  EXPECT_NE(input_hash(std::vector{a}), input_hash(std::vector{c}));
  EXPECT_NE(input_hash(std::vector{a, c}), input_hash(std::vector{c, a}));
}

}  // namespace
}  // namespace npuscope
