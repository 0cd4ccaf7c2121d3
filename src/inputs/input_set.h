// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "inputs/array_file.h"
#include "inputs/input_description.h"
#include "inputs/labels.h"
#include "inputs/preparation.h"
#include "inputs/random_data.h"

namespace npuscope {

/// What a case or the command line names as inputs: files or random data, one of the two.
struct InputSpec {
  fs::path folder;                 ///< what `files` and the labels table are relative to
  std::vector<std::string> files;  ///< patterns (inputs/file_pattern.h), in this order
  std::optional<RandomSpec> random;
  std::optional<fs::path> labels;  ///< a table (inputs/labels.h)
  std::optional<int64_t> limit;    ///< keeps the first so many samples
  /// `[inputs.prepare]`. Images without one give their pixels as they are, 0 to 255 in RGB planes;
  /// with one, uint8 arrays whose last axis is 3 are RGB pixels too. Images are cropped and resized
  /// in the BGR order of cv2.imread, arrays as they lie; then `colour` says the order.
  std::optional<Preparation> preparation;
  /// `layout` of `[inputs]`: how rank-4 arrays in files lie. The network's own layout is that of
  /// `preparation`, or channels first.
  std::optional<ImageLayout> array_layout;
};

/// An ordered list of samples, each ready for a network with given inputs. Images are decoded when
/// they are loaded; array files are opened, and their shapes checked, at once.
class InputSet {
 public:
  static Result<InputSet> open(const InputSpec& spec, std::vector<InputDescription> inputs);

  [[nodiscard]] size_t size() const { return samples_.size(); }
  /// The file's name as the pattern writes it, with "[index]" where the file holds several samples;
  /// "random[index]" for random data. Unique.
  [[nodiscard]] const std::string& name(size_t i) const { return samples_[i].name; }
  [[nodiscard]] const std::optional<Label>& label(size_t i) const { return samples_[i].label; }

  /// The tensors of sample i in the order of the inputs, with their types and shapes. Safe to call
  /// from several threads.
  [[nodiscard]] Result<std::vector<Tensor>> load(size_t i) const;

  [[nodiscard]] const std::vector<InputDescription>& inputs() const { return inputs_; }
  /// How the tensors were made, in one line for manifests; equal texts mean equal ways.
  [[nodiscard]] const std::string& preparation_text() const { return preparation_text_; }
  /// What a reader of results must know of these inputs.
  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  struct Sample {
    std::string name;
    fs::path path;                           ///< an image, unless `array` is set; else empty
    std::shared_ptr<const ArrayFile> array;  ///< the file that holds it
    int64_t index = 0;                       ///< in `array` or in the random data
    std::optional<Label> label;
  };

  Status add_files(const InputSpec& spec);
  Status add_file(const InputSpec& spec, const std::string& name, const fs::path& path);
  Status add_random(RandomSpec spec, std::optional<int64_t> limit);
  Status add_labels(const InputSpec& spec);
  void describe(const InputSpec& spec);

  std::vector<InputDescription> inputs_;
  std::vector<Sample> samples_;
  std::optional<RandomData> random_;
  Preparation preparation_;
  std::string preparation_text_;
  std::vector<std::string> warnings_;
};

/// SHA-256 over types, shapes and elements of a sample's tensors, in order: two runs with equal
/// hashes were given the same numbers.
std::string input_hash(std::span<const Tensor> tensors);

}  // namespace npuscope
