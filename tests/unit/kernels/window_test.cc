// SPDX-License-Identifier: Apache-2.0
#include "kernels/window.h"

#include <gtest/gtest.h>

namespace npuscope {
namespace {

using Ints = std::vector<int64_t>;
using Attributes = std::map<std::string, AttributeValue, std::less<>>;

Node node_with(Attributes attributes) {
  Node node;
  node.op_type = "MaxPool";
  node.attributes = std::move(attributes);
  return node;
}

TEST(PlaceWindow, CountsThePlacesThatFit) {
  const Node node = node_with({{"strides", Ints{2, 1}}, {"pads", Ints{1, 0, 1, 0}}});
  const auto placed = place_window(node, Ints{3, 2}, Ints{8, 5});
  ASSERT_TRUE(placed) << placed.error().message();
  EXPECT_EQ(placed->output, (Shape{4, 4}));
  EXPECT_EQ(placed->window.pad_end, (Ints{1, 0}));
  EXPECT_EQ(placed->window.dilation, (Ints{1, 1}));
}

TEST(PlaceWindow, DilationWidensTheWindow) {
  const Node node = node_with({{"dilations", Ints{3}}});
  EXPECT_EQ(place_window(node, Ints{3}, Ints{7})->output, (Shape{1}));
  EXPECT_FALSE(place_window(node, Ints{3}, Ints{6}));
}

TEST(PlaceWindow, SameUpperPutsTheOddPaddingAtTheEndAndSameLowerAtTheBeginning) {
  const auto upper =
      place_window(node_with({{"auto_pad", std::string("SAME_UPPER")}}), Ints{2, 4}, Ints{5, 5});
  EXPECT_EQ(upper->output, (Shape{5, 5}));
  EXPECT_EQ(upper->window.pad_begin, (Ints{0, 1}));
  EXPECT_EQ(upper->window.pad_end, (Ints{1, 2}));
  const auto lower =
      place_window(node_with({{"auto_pad", std::string("SAME_LOWER")}}), Ints{2, 4}, Ints{5, 5});
  EXPECT_EQ(lower->window.pad_begin, (Ints{1, 2}));
  EXPECT_EQ(lower->window.pad_end, (Ints{0, 1}));
}

TEST(PlaceWindow, SamePaddingCoversTheInputWhateverTheStride) {
  for (int64_t size = 1; size < 12; ++size) {
    for (int64_t stride = 1; stride < 5; ++stride) {
      const Node node =
          node_with({{"auto_pad", std::string("SAME_UPPER")}, {"strides", Ints{stride}}});
      for (int64_t kernel = 1; kernel < 5; ++kernel)
        EXPECT_EQ(place_window(node, Ints{kernel}, Ints{size})->output[0],
                  (size + stride - 1) / stride);
    }
  }
}

TEST(PlaceWindow, CeilModeAddsThePartialWindowUnlessItBeginsInThePadding) {
  const Node partial =
      node_with({{"kernel_shape", Ints{2}}, {"strides", Ints{2}}, {"ceil_mode", int64_t{1}}});
  EXPECT_EQ(place_window(partial, {}, Ints{5})->output, (Shape{3}));
  const Node padded = node_with({{"kernel_shape", Ints{1}},
                                 {"strides", Ints{2}},
                                 {"ceil_mode", int64_t{1}},
                                 {"pads", Ints{0, 1}}});
  EXPECT_EQ(place_window(padded, {}, Ints{3})->output, (Shape{2}));
  EXPECT_EQ(place_window(padded, {}, Ints{4})->output, (Shape{2}));
}

TEST(PlaceWindow, RefusesWhatNoWindowCanBe) {
  const Ints kernel = {3}, input = {8};
  EXPECT_TRUE(place_window(node_with({}), kernel, input));
  EXPECT_FALSE(place_window(node_with({}), {}, input)) << "pools need kernel_shape";
  EXPECT_FALSE(place_window(node_with({{"kernel_shape", Ints{2}}}), kernel, input));
  EXPECT_FALSE(place_window(node_with({{"strides", Ints{0}}}), kernel, input));
  EXPECT_FALSE(place_window(node_with({{"strides", Ints{1, 1}}}), kernel, input));
  EXPECT_FALSE(place_window(node_with({{"pads", Ints{-1, 0}}}), kernel, input));
  EXPECT_FALSE(place_window(node_with({{"pads", Ints{INT64_MAX, 0}}}), kernel, input));
  EXPECT_FALSE(place_window(node_with({{"dilations", Ints{INT64_MAX}}}), kernel, input));
  EXPECT_FALSE(place_window(node_with({{"auto_pad", std::string("SAME")}}), kernel, input));
  EXPECT_FALSE(place_window(node_with({}), Ints{3, 3}, input));
  EXPECT_FALSE(place_window(
      node_with({{"kernel_shape", Ints{1 << 30}}, {"pads", Ints{1 << 30, 0}}}), {}, input));
}

TEST(TransposedWindow, ReachesAsFarAsItsAttributesSay) {
  const auto size = [](Attributes attributes, Ints kernel, Ints input) {
    const auto placed = place_transposed_window(node_with(std::move(attributes)), kernel, input);
    return placed ? placed->output : Shape();
  };
  EXPECT_EQ(size({}, Ints{3}, Ints{4}), (Shape{6}));
  EXPECT_EQ(size({{"strides", Ints{3}}}, Ints{2}, Ints{4}), (Shape{11}));
  EXPECT_EQ(size({{"strides", Ints{3}}, {"output_padding", Ints{2}}}, Ints{2}, Ints{4}),
            (Shape{13}));
  EXPECT_EQ(
      size({{"strides", Ints{2}}, {"dilations", Ints{2}}, {"pads", Ints{1, 2}}}, Ints{3}, Ints{4}),
      (Shape{8}));
  EXPECT_EQ(size({{"strides", Ints{2}}, {"auto_pad", std::string("SAME_UPPER")}}, Ints{3}, Ints{4}),
            (Shape{8}));
  EXPECT_EQ(size({{"output_shape", Ints{9}}}, Ints{3}, Ints{4}), (Shape{9}));
  EXPECT_EQ(size({{"pads", Ints{3, 3}}}, Ints{3}, Ints{4}), Shape()) << "nothing would be left";
  EXPECT_EQ(size({{"output_shape", Ints{0}}}, Ints{3}, Ints{4}), Shape());
  EXPECT_EQ(size({{"output_padding", Ints{-1}}}, Ints{3}, Ints{4}), Shape());
  EXPECT_EQ(size({{"strides", Ints{1 << 30}}}, Ints{3}, Ints{4}), Shape());
}

TEST(TransposedWindow, SplitsAWantedSizesPaddingAsOnnxDoes) {
  // 7 reached, 4 wanted: 3 to leave out, the odd one at the end for SAME_UPPER, else at the begin.
  const auto first = [](Attributes attributes) {
    attributes["output_shape"] = Ints{4};
    const auto placed = place_transposed_window(node_with(std::move(attributes)), Ints{1}, Ints{7});
    return placed ? -placed->window.pad_begin[0] : -1;
  };
  EXPECT_EQ(first({{"auto_pad", std::string("SAME_UPPER")}}), 1);
  EXPECT_EQ(first({{"auto_pad", std::string("SAME_LOWER")}}), 2);
  EXPECT_EQ(first({}), 2);
}

TEST(TapOffsets, NameTheInputUnderEachTapAndThePadding) {
  const Node node = node_with({{"pads", Ints{1, 1, 0, 0}}});
  const auto placed = place_window(node, Ints{2, 2}, Ints{3, 4});
  ASSERT_EQ(placed->output, (Shape{3, 4}));
  const TapOffsets taps(placed->window, Ints{3, 4}, placed->output);
  Ints offsets(taps.size());
  taps.at(0, offsets);
  EXPECT_EQ(offsets, (Ints{kPadded, kPadded, kPadded, 0}));
  taps.at(1, offsets);
  EXPECT_EQ(offsets, (Ints{kPadded, kPadded, 0, 1}));
  taps.at(6, offsets);
  EXPECT_EQ(offsets, (Ints{1, 2, 5, 6}));
}

TEST(TapOffsets, RangesSelectAPartOfTheKernel) {
  const Window window{{3, 3}, {1, 1}, {1, 1}, {0, 0}, {0, 0}};
  const TapOffsets taps(window, Ints{3, 3}, Ints{1, 1}, {{1, 3}, {0, 2}});
  Ints offsets(taps.size()), kernel;
  taps.at(0, offsets);
  for (size_t t = 0; t < taps.size(); ++t) kernel.push_back(taps.kernel_index(t));
  EXPECT_EQ(offsets, (Ints{3, 4, 6, 7}));
  EXPECT_EQ(kernel, (Ints{3, 4, 6, 7}));
}

}  // namespace
}  // namespace npuscope
