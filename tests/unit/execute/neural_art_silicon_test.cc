// SPDX-License-Identifier: Apache-2.0
// What real STM32N6 returned is what the rules of their compiler give, and nothing that one might
// have guessed instead: each wrong arithmetic misses as many elements as stand here.
#include <cmath>
#include <functional>

#include "execute/neural_art_nodes.h"
#include "execute/node_quantization.h"
#include "neural_art/global_mean.h"
#include "silicon_networks.h"

namespace npuscope {
namespace {

using test::Mismatches;
using NeuralArtSilicon = test::OnSilicon;

constexpr Mismatches kNone = {0, 0, 0, 0};
const NeuralArtOptions kRight = {CompilerGeneration::kCore2};

/// Makes a sum wrong on purpose.
using Change = std::function<void(const Graph&, const Node&, SumLowering&)>;

/// The arithmetic of the networks' compiler with all of its sums changed.
class WrongArithmetic final : public Arithmetic {
 public:
  explicit WrongArithmetic(std::vector<Change> changes) : changes_(std::move(changes)) {}

  [[nodiscard]] std::string_view name() const override { return "wrong"; }
  [[nodiscard]] int version() const override { return 1; }
  [[nodiscard]] Result<LoweredNode> lower(const Graph& graph, const Node& node,
                                          const Operator& op) const override {
    NPUSCOPE_TRY_ASSIGN(LoweredNode lowered, right_->lower(graph, node, op));
    if (auto* sum = std::get_if<SumLowering>(&lowered.lowering))
      for (const Change& change : changes_) change(graph, node, *sum);
    return lowered;
  }

 private:
  std::vector<Change> changes_;
  std::unique_ptr<const Arithmetic> right_ = make_neural_art_arithmetic(kRight);
};

bool is_mean(const SumLowering& sum) { return sum.raw_codes; }

/// The places where these networks round to the nearest. The inner shift of a mean is none: it
/// floors in every variant.
enum class Place { kAccumulator, kMultiplier, kOutput, kMean, kMeanOutput };

FixedStage* stage_at(Place place, SumLowering& sum) {
  const auto epilogue = [&](size_t i) { return &std::get<FixedStage>(sum.epilogue.at(i)); };
  switch (place) {
    case Place::kAccumulator: return sum.pass ? &*sum.pass : nullptr;
    case Place::kMultiplier: return is_mean(sum) ? nullptr : epilogue(0);
    case Place::kOutput: return is_mean(sum) ? nullptr : epilogue(1);
    case Place::kMean: return is_mean(sum) ? epilogue(0) : nullptr;
    case Place::kMeanOutput: return is_mean(sum) ? epilogue(2) : nullptr;
  }
  return nullptr;
}

Change rounds(Place place, Rounding rounding) {
  return [=](const Graph&, const Node&, SumLowering& sum) {
    if (FixedStage* stage = stage_at(place, sum)) stage->rounding = rounding;
  };
}

/// The pieces of a kernel, one after the other through the accumulator, instead of each by itself.
void chain_pieces(const Graph& /*graph*/, const Node& /*node*/, SumLowering& sum) {
  PassPlan passes;
  for (const PassPlan& piece : sum.pieces) passes.insert(passes.end(), piece.begin(), piece.end());
  sum.pieces = {std::move(passes)};
}

void sum_at_once(const Graph& /*graph*/, const Node& /*node*/, SumLowering& sum) {
  sum.pieces = {{SumSlice{}}};
}

/// A mean of x - z_x, to which only z_y is added afterwards.
void subtract_zero_points(const Graph& graph, const Node& node, SumLowering& sum) {
  if (!is_mean(sum)) return;
  Quantization x = quantization_of(graph, node.inputs[0]);
  x.zero_point = {0};
  const Quantization& y = quantization_of(graph, node.outputs[0]);
  const int64_t count = element_count(std::span(*graph.value(node.inputs[0]).shape).subspan(2));
  sum = lower_global_mean(mean_coefficients(count, x, y).value(), output_range(node, y));
  sum.raw_codes = false;
}

/// The sum of a layer of products lowered with these scales instead of its own.
SumLowering lower_with(const ProductScales& scales, std::vector<PassPlan> pieces,
                       int64_t channel_stride, const Graph& graph, const Node& node) {
  return lower_products(product_coefficients(scales, kRight.generation).value(), std::move(pieces),
                        output_range(node, quantization_of(graph, node.outputs[0])),
                        channel_stride);
}

/// s_o as if the weights of a channel all had one sign, their L1 norm: no sum could saturate.
void size_by_magnitudes(const Graph& graph, const Node& node, SumLowering& sum) {
  auto layer = product_layer(graph, node, kRight).value();
  if (!layer) return;
  layer->scales.weight_sums = layer->scales.magnitude_sums;
  sum = lower_with(layer->scales, layer->pieces, layer->channel_stride, graph, node);
}

/// The same, each channel with an s_o of its own.
void size_channels_by_magnitudes(const Graph& graph, const Node& node, SumLowering& sum) {
  auto layer = product_layer(graph, node, kRight).value();
  if (!layer) return;
  ProductScales& scales = layer->scales;
  std::vector<int> shifts;
  for (const int64_t norm : scales.magnitude_sums)
    shifts.push_back(accumulator_shift(std::span(&norm, 1)));
  // Coefficients have the largest s_o in them; a channel with less is worth so much less.
  const int largest = std::ranges::max(shifts);
  std::vector<double> weights;
  for (size_t c = 0; c < shifts.size(); ++c)
    weights.push_back(std::ldexp(scales.weight_at(c), shifts[c] - largest));
  scales.weights = std::move(weights);
  scales.weight_sums = scales.magnitude_sums;
  sum = lower_with(scales, layer->pieces, layer->channel_stride, graph, node);
  sum.pass->shifts = std::move(shifts);
}

/// The same rounding at every place, the pieces chained.
WrongArithmetic rounds_everywhere(Rounding rounding) {
  std::vector<Change> changes = {chain_pieces};
  for (const Place place :
       {Place::kAccumulator, Place::kMultiplier, Place::kOutput, Place::kMean, Place::kMeanOutput})
    changes.push_back(rounds(place, rounding));
  return WrongArithmetic(std::move(changes));
}

TEST_F(NeuralArtSilicon, IsReproducedByTheRulesOfItsCompiler) {
  EXPECT_EQ(mismatches(*make_neural_art_arithmetic(kRight)), kNone);
}

TEST_F(NeuralArtSilicon, IsNotWhatTheNextGenerationComputes) {
  EXPECT_EQ(mismatches(*make_neural_art_arithmetic({CompilerGeneration::kCore4})),
            (Mismatches{1, 2, 3, 0}));
}

TEST_F(NeuralArtSilicon, IsNotWhatThePcComputes) {
  EXPECT_EQ(mismatches_of_reference(), (Mismatches{5, 5, 6, 0})) << "TFLite's own outputs";
  EXPECT_EQ(mismatches(exact_arithmetic()), (Mismatches{5, 5, 6, 0}));
}

TEST_F(NeuralArtSilicon, RoundsHalvesAwayFromZero) {
  const std::pair<Rounding, Mismatches> others[] = {
      {Rounding::kHalfEven, {1, 1, 0, 0}},           {Rounding::kHalfUp, {0, 1, 2, 0}},
      {Rounding::kHalfDown, {3, 5, 4, 0}},           {Rounding::kHalfToZero, {2, 1, 2, 0}},
      {Rounding::kTowardZero, {157, 320, 319, 160}}, {Rounding::kFloor, {158, 320, 320, 160}}};
  for (const auto& [rounding, expected] : others)
    EXPECT_EQ(mismatches(rounds_everywhere(rounding)), expected) << static_cast<int>(rounding);
}

TEST_F(NeuralArtSilicon, TellsTheAccumulatorAndTheMeanByThemselves) {
  const auto with = [&](Place place, Rounding rounding) {
    return mismatches(WrongArithmetic({rounds(place, rounding)}));
  };
  EXPECT_EQ(with(Place::kAccumulator, Rounding::kHalfEven), (Mismatches{1, 1, 0, 0}));
  EXPECT_EQ(with(Place::kAccumulator, Rounding::kHalfUp), (Mismatches{0, 1, 0, 0}));
  EXPECT_EQ(with(Place::kAccumulator, Rounding::kHalfDown), (Mismatches{3, 5, 3, 0}));
  EXPECT_EQ(with(Place::kAccumulator, Rounding::kHalfToZero), (Mismatches{3, 4, 3, 0}));
  EXPECT_EQ(with(Place::kMean, Rounding::kHalfEven), (Mismatches{0, 1, 2, 0}));
  EXPECT_EQ(with(Place::kMean, Rounding::kHalfUp), (Mismatches{0, 1, 2, 0}));
  EXPECT_EQ(with(Place::kMean, Rounding::kHalfDown), kNone) << "the means here are negative";
  EXPECT_EQ(with(Place::kMeanOutput, Rounding::kHalfDown), (Mismatches{0, 0, 1, 0}));
}

// Every stage rounds: what is cut off elsewhere shows. How these two treat halves, it does not.
TEST_F(NeuralArtSilicon, CannotTellHalvesOfTheMultiplierAndOfTheOutput) {
  for (const Place place : {Place::kMultiplier, Place::kOutput}) {
    for (const Rounding rounding :
         {Rounding::kHalfEven, Rounding::kHalfUp, Rounding::kHalfDown, Rounding::kHalfToZero})
      EXPECT_EQ(mismatches(WrongArithmetic({rounds(place, rounding)})), kNone);
    EXPECT_NE(mismatches(WrongArithmetic({rounds(place, Rounding::kFloor)})), kNone);
  }
}

TEST_F(NeuralArtSilicon, CutsAKernelOfFiveRows) {
  EXPECT_EQ(mismatches(WrongArithmetic({sum_at_once})), (Mismatches{0, 3, 0, 0}));
  EXPECT_EQ(mismatches(WrongArithmetic({chain_pieces})), kNone) << "chained or added: not told";
}

TEST_F(NeuralArtSilicon, SumsRawCodesInAMean) {
  EXPECT_EQ(mismatches(WrongArithmetic({subtract_zero_points})), (Mismatches{5, 5, 4, 1}));
}

TEST_F(NeuralArtSilicon, SizesTheAccumulatorByTheSignedSumOfWeights) {
  EXPECT_EQ(mismatches(WrongArithmetic({size_channels_by_magnitudes, chain_pieces})),
            (Mismatches{3, 5, 5, 1}));
  EXPECT_EQ(mismatches(WrongArithmetic({size_channels_by_magnitudes})), (Mismatches{3, 3, 5, 1}));
}

TEST_F(NeuralArtSilicon, SizesTheAccumulatorOnceForAllChannels) {
  EXPECT_EQ(mismatches(WrongArithmetic({size_by_magnitudes})), (Mismatches{2, 3, 5, 1}));
  EXPECT_EQ(mismatches(WrongArithmetic({size_by_magnitudes, chain_pieces})),
            (Mismatches{2, 5, 5, 1}));
}

}  // namespace
}  // namespace npuscope
