// SPDX-License-Identifier: Apache-2.0
#include "inputs/input_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/sha256.h"
#include "inputs/file_pattern.h"
#include "inputs/image.h"
#include "inputs/recorded_random.h"

namespace npuscope {
namespace {

constexpr std::array<std::string_view, 4> kImageExtensions = {".png", ".jpg", ".jpeg", ".bmp"};
constexpr std::array<std::string_view, 2> kArrayExtensions = {".npy", ".npz"};

Status check_spec(const InputSpec& spec, const std::vector<InputDescription>& inputs) {
  if (spec.files.empty() == !spec.random)
    return fail(usage_error("inputs are either files or random data")
                    .expected("one of the two")
                    .found(spec.random ? "both" : "neither"));
  if (spec.limit && *spec.limit < 1)
    return fail(usage_error("limit leaves no samples")
                    .expected("a number from 1")
                    .found(std::to_string(*spec.limit)));
  if (spec.preparation) NPUSCOPE_TRY(validate(*spec.preparation));
  for (const InputDescription& input : inputs)
    if (!checked_element_count(input.shape) || element_size(input.type) == 0)
      return fail(bad_input(
          fmt::format("the network's input '{}' has no usable type or shape", input.name)));
  return {};
}

}  // namespace

Result<InputSet> InputSet::open(const InputSpec& spec, std::vector<InputDescription> inputs) {
  NPUSCOPE_TRY(check_spec(spec, inputs));
  InputSet set;
  set.inputs_ = std::move(inputs);
  set.preparation_ = spec.preparation.value_or(Preparation{});
  if (spec.random) {
    NPUSCOPE_TRY(set.add_random(*spec.random, spec.limit));
  } else {
    NPUSCOPE_TRY(set.add_files(spec));
  }
  if (spec.labels) NPUSCOPE_TRY(set.add_labels(spec));
  if (spec.limit && set.size() > static_cast<size_t>(*spec.limit))
    set.samples_.resize(static_cast<size_t>(*spec.limit));
  set.describe(spec);
  return set;
}

Status InputSet::add_random(RandomSpec spec, std::optional<int64_t> limit) {
  if (limit) spec.count = std::min(spec.count, *limit);
  NPUSCOPE_TRY_SET(random_, RandomData::create(spec, inputs_));
  for (int64_t i = 0; i < spec.count; ++i)
    samples_.push_back({fmt::format("random[{}]", i), {}, nullptr, i, std::nullopt});
  return {};
}

Status InputSet::add_files(const InputSpec& spec) {
  std::set<std::string> known;
  for (const std::string& pattern : spec.files) {
    NPUSCOPE_TRY_ASSIGN(const auto files, expand_pattern(spec.folder, pattern));
    for (const MatchedFile& file : files) {
      if (!known.insert(to_utf8(file.path.lexically_normal())).second) continue;
      NPUSCOPE_TRY(add_file(spec, file.name, file.path));
    }
  }
  return {};
}

Status InputSet::add_file(const InputSpec& spec, const std::string& name, const fs::path& path) {
  const std::string extension = lower_extension(path);
  if (std::ranges::count(kImageExtensions, extension) != 0) {
    if (inputs_.size() != 1)
      return fail(bad_input(fmt::format("an image for a network with {} inputs", inputs_.size()))
                      .hint("save all inputs of a sample with numpy.savez, under their names")
                      .in(to_utf8(path)));
    samples_.push_back({name, path, nullptr, 0, std::nullopt});
    return {};
  }
  if (std::ranges::count(kArrayExtensions, extension) == 0)
    return fail(bad_input("not an input that npuscope reads")
                    .expected(".png, .jpg, .jpeg, .bmp, .npy or .npz")
                    .found(extension.empty() ? "no extension" : extension)
                    .hint("narrow the pattern in [inputs] files, such as faces/*.png")
                    .in(to_utf8(path)));
  const ArrayReading reading{spec.array_layout, preparation_.layout, spec.preparation};
  NPUSCOPE_TRY_ASSIGN(ArrayFile opened, ArrayFile::open(path, inputs_, reading));
  const auto array = std::make_shared<const ArrayFile>(std::move(opened));
  for (int64_t i = 0; i < array->samples().count; ++i) {
    const bool indexed = array->samples().explicit_axis;
    samples_.push_back(
        {indexed ? fmt::format("{}[{}]", name, i) : name, path, array, i, std::nullopt});
  }
  return {};
}

Status InputSet::add_labels(const InputSpec& spec) {
  NPUSCOPE_TRY_ASSIGN(const Labels labels, Labels::read(spec.folder / *spec.labels, spec.folder));
  size_t missing = 0;
  for (Sample& sample : samples_) {
    sample.label = labels.find(sample.path, sample.name);
    if (!sample.label) ++missing;
  }
  if (missing == samples_.size())
    return fail(bad_input("no sample has a label")
                    .expected(fmt::format("a row for '{}'", samples_[0].name))
                    .found(fmt::format("{} rows with other names", labels.size()))
                    .hint("name files relative to the table or to the case")
                    .in(to_utf8(*spec.labels)));
  if (missing > 0)
    warnings_.push_back(fmt::format("{} of {} samples have no label in {}", missing,
                                    samples_.size(), to_utf8(*spec.labels)));
  return {};
}

void InputSet::describe(const InputSpec& spec) {
  if (spec.random) {
    preparation_text_ = fmt::format("random: numpy RandomState({}).uniform, floats {} to {}",
                                    spec.random->seed, spec.random->low, spec.random->high);
    warnings_.push_back(random_inputs_warning());
    return;
  }
  // Without [inputs.prepare] arrays alone are not prepared: nothing is said of pixels then.
  const bool images = std::ranges::any_of(samples_, [](const Sample& one) { return !one.array; });
  if (images || spec.preparation) preparation_text_ = npuscope::preparation_text(preparation_);
  if (!spec.preparation)
    preparation_text_ += images ? "; arrays as they are" : "arrays as they are";
  if (spec.array_layout)
    preparation_text_ += fmt::format("; arrays {}", image_layout_name(*spec.array_layout));
  if (preparation_.resize && preparation_.resize->kernel == ResizeKernel::kCubic)
    warnings_.push_back(
        "cubic resizing: cv2 on x86 computes it with Intel IPP, whose pixels may differ by one "
        "from OpenCV's own that npuscope uses; call cv2.ipp.setUseIPP(False) to get the same");
}

Result<std::vector<Tensor>> InputSet::load(size_t i) const {
  const Sample& sample = samples_[i];
  if (random_) return random_->load(static_cast<size_t>(sample.index));
  if (sample.array) {
    auto tensors = sample.array->load(sample.index, inputs_);
    if (!tensors) return fail(std::move(tensors).error().in(sample.name));
    return tensors;
  }
  NPUSCOPE_TRY_ASSIGN(const Tensor image, decode_image(sample.path));
  auto prepared = prepare_image(image, PixelOrder::kBgr, preparation_, inputs_[0]);
  if (!prepared) return fail(std::move(prepared).error().in(sample.name));
  return std::vector<Tensor>{*std::move(prepared)};
}

std::string input_hash(std::span<const Tensor> tensors) {
  Sha256 hash;
  for (const Tensor& tensor : tensors) {
    hash.update(
        fmt::format("{} {}\n", element_type_name(tensor.type()), shape_text(tensor.shape())));
    hash.update(tensor.bytes());
  }
  return hash.hex_digest();
}

}  // namespace npuscope
