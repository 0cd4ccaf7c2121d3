// SPDX-License-Identifier: Apache-2.0
#include "build/weight_codes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace npuscope {
namespace {

using Shape4 = std::array<int64_t, 4>;

int64_t count_of(const Shape4& shape) { return shape[0] * shape[1] * shape[2] * shape[3]; }

bool is_matrix(const LayerWeights& layer) {
  return layer.op_type == "Gemm" || layer.op_type == "MatMul";
}

/// The result's element (a, b, c, d) is take(a, b, c, d).
template <class F>
WeightCodes gather(const Shape4& shape, F&& take) {
  WeightCodes result{.shape = shape, .codes = {}};
  result.codes.reserve(static_cast<size_t>(count_of(shape)));
  for (int64_t a = 0; a < shape[0]; ++a)
    for (int64_t b = 0; b < shape[1]; ++b)
      for (int64_t c = 0; c < shape[2]; ++c)
        for (int64_t d = 0; d < shape[3]; ++d)
          result.codes.push_back(static_cast<int32_t>(take(a, b, c, d)));
  return result;
}

WeightCodes swapped(const WeightCodes& w) {
  return gather({w.shape[1], w.shape[0], w.shape[2], w.shape[3]},
                [&](int64_t a, int64_t b, int64_t c, int64_t d) { return w.at(b, a, c, d); });
}

/// Whole numbers that a suffix ends or goes on with: "_0_0_3" of "_0_0_3_inflated".
std::optional<int64_t> take_number(std::string_view& suffix) {
  if (suffix.size() < 2 || suffix[0] != '_') return std::nullopt;
  int64_t number = 0;
  const char* end = suffix.data() + suffix.size();
  const auto [stop, code] = std::from_chars(suffix.data() + 1, end, number);
  if (code != std::errc() || number < 0) return std::nullopt;
  suffix.remove_prefix(static_cast<size_t>(stop - suffix.data()));
  return number;
}

bool take_word(std::string_view& suffix, std::string_view word) {
  if (!suffix.starts_with(word)) return false;
  suffix.remove_prefix(word.size());
  return true;
}

/// Kernels of a grouped convolution as dense ones: a kernel's own channels stand where they would
/// among `channels` that are fed at once, zeros elsewhere.
std::optional<WeightCodes> inflated(const WeightCodes& w, int64_t groups, int64_t channels) {
  const int64_t kernels = w.shape[0] / groups;
  if (kernels < 1 || channels < w.shape[1] || channels % w.shape[1] != 0) return std::nullopt;
  return gather({w.shape[0], channels, w.shape[2], w.shape[3]},
                [&](int64_t o, int64_t c, int64_t h, int64_t x) {
                  const int64_t first = o / kernels * w.shape[1] % channels;
                  const bool own = c >= first && c < first + w.shape[1];
                  return own ? w.at(o, c - first, h, x) : 0;
                });
}

/// The part that `_submask_o_c_h_w_O_C_H_W` names: where it begins, how much it takes.
std::optional<WeightCodes> submask(const WeightCodes& w, std::string_view& suffix) {
  std::array<int64_t, 8> part{};
  for (int64_t& number : part) {
    const auto taken = take_number(suffix);
    if (!taken) return std::nullopt;
    number = *taken;
  }
  for (size_t i = 0; i < 4; ++i)
    if (part[i] > w.shape[i] || part[i + 4] > w.shape[i] - part[i]) return std::nullopt;
  return gather({part[4], part[5], part[6], part[7]},
                [&](int64_t o, int64_t c, int64_t h, int64_t x) {
                  return w.at(part[0] + o, part[1] + c, part[2] + h, part[3] + x);
                });
}

std::optional<WeightCodes> flipped(const WeightCodes& w, std::string_view& suffix) {
  const auto axis = take_number(suffix);
  if (!axis || *axis > 3) return std::nullopt;
  return gather(w.shape, [&](int64_t o, int64_t c, int64_t h, int64_t x) {
    Shape4 at = {o, c, h, x};
    const auto flip = static_cast<size_t>(*axis);
    at[flip] = w.shape[flip] - 1 - at[flip];
    return w.at(at[0], at[1], at[2], at[3]);
  });
}

/// One step of a suffix, with the compiler's own number behind it.
std::optional<WeightCodes> recoded(const LayerWeights& layer, const WeightCodes& w,
                                   std::string_view& suffix, const Shape4& shape) {
  std::optional<WeightCodes> result;
  if (take_word(suffix, "_inflated")) {
    result = inflated(w, layer.groups, shape[1]);
  } else if (take_word(suffix, "_submask")) {
    result = submask(w, suffix);
  } else if (take_word(suffix, "_flipped_on_axis")) {
    result = flipped(w, suffix);
  } else if (take_word(suffix, "_transposed")) {
    // Of a matrix both orders are tried anyway.
    result = is_matrix(layer) ? w : swapped(w);
  }
  if (result && !take_number(suffix)) return std::nullopt;
  return result;
}

/// All steps of a suffix; nothing where one is not understood.
std::optional<WeightCodes> recoded_all(const LayerWeights& layer, const WeightCodes& weights,
                                       std::string_view suffix, const Shape4& shape) {
  std::optional<WeightCodes> now = weights;
  while (now && !suffix.empty()) now = recoded(layer, *now, suffix, shape);
  return now;
}

/// A kernel as large as its input is stored as one over a single point: its channels are the
/// input's elements, as the input lies in memory (channels last) or as the model orders them.
std::vector<WeightCodes> flattened(const WeightCodes& w) {
  const Shape4 flat = {w.shape[0], w.shape[1] * w.shape[2] * w.shape[3], 1, 1};
  const int64_t channels = w.shape[1];
  WeightCodes channels_last = gather(flat, [&](int64_t o, int64_t i, int64_t, int64_t) {
    const int64_t point = i / channels;
    return w.at(o, i % channels, point / w.shape[3], point % w.shape[3]);
  });
  return {std::move(channels_last), {.shape = flat, .codes = w.codes}};
}

}  // namespace

WeightName weight_name(std::string_view buffer) {
  constexpr std::string_view kMark = "_weights";
  const size_t mark = buffer.find(kMark);
  if (mark == std::string_view::npos || buffer.find("_atonn_internal_") != std::string_view::npos)
    return {};
  const std::string_view suffix = buffer.substr(mark + kMark.size());
  if (!suffix.empty() && suffix[0] != '_') return {};
  return {std::string(buffer.substr(0, mark)), std::string(suffix)};
}

Result<std::vector<WeightCodes>> stored_forms(const LayerWeights& layer, std::string_view suffix,
                                              const std::array<int64_t, 4>& shape) {
  std::vector<WeightCodes> forms = {layer.weights};
  if (is_matrix(layer)) forms.push_back(swapped(layer.weights));
  // A one-dimensional kernel may lie along either axis.
  const auto& [kernels, channels, height, width] = layer.weights.shape;
  if (height == 1 && width > 1)
    forms.push_back({.shape = {kernels, channels, width, 1}, .codes = layer.weights.codes});
  std::vector<WeightCodes> fitting;
  const auto add = [&](WeightCodes form) {
    if (std::ranges::find(fitting, form) == fitting.end()) fitting.push_back(std::move(form));
  };
  bool understood = false;
  for (const WeightCodes& form : forms) {
    auto now = recoded_all(layer, form, suffix, shape);
    if (!now) continue;
    understood = true;
    if (now->shape == shape) {
      add(*std::move(now));
    } else if (now->shape[0] == shape[0] && count_of(now->shape) == count_of(shape) &&
               shape[2] * shape[3] == 1) {
      for (WeightCodes& flat : flattened(*now)) add(std::move(flat));
    }
  }
  if (!understood)
    return fail(bad_input(fmt::format("'{}' is a re-coding that is not understood", suffix)));
  if (fitting.empty())
    return fail(bad_input("the buffer's shape fits no form of the layer's weights")
                    .expected(fmt::format("{}", fmt::join(layer.weights.shape, "x")))
                    .found(fmt::format("{}", fmt::join(shape, "x"))));
  return fitting;
}

}  // namespace npuscope
