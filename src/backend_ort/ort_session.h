// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "backend_ort/footprint.h"
#include "backend_ort/ort_library.h"
#include "backend_ort/ort_options.h"
#include "backend_ort/session_settings.h"
#include "formats/onnx/messages.h"
#include "tensor/tensor.h"

namespace npuscope {

/// A model as ONNX Runtime is to load it.
struct OrtModelSource {
  /// The file; used when `bytes` is empty.
  fs::path path;
  /// A serialized model.
  std::string_view bytes;
  /// Where a model given as bytes finds its external data.
  fs::path external_data;
  Footprint footprint = Footprint::kFast;
};

/// A model loaded by ONNX Runtime on the CPU, one operator at a time in a fixed order. run() may be
/// called from several threads.
class RuntimeSession {
 public:
  enum class Purpose {
    kRun,
    kInspect,  ///< weights are not packed for the kernels: runs would be slow, and may round
               ///< otherwise
  };

  static Result<std::shared_ptr<const RuntimeSession>> create(
      std::shared_ptr<const OrtLibrary> library, const OrtModelSource& source,
      const OrtOptions& options, Purpose purpose = Purpose::kRun);

  /// Writes the model as ONNX Runtime rewrites it under these options.
  static Status rewrite(std::shared_ptr<const OrtLibrary> library, const OrtModelSource& source,
                        const OrtOptions& options, const RewrittenFile& file);

  [[nodiscard]] const std::vector<std::string>& input_names() const { return inputs_; }
  [[nodiscard]] const std::vector<std::string>& output_names() const { return outputs_; }

  /// Types and shapes of the outputs as ONNX Runtime infers them; those of scalars are not told
  /// from unknown ones and left open. Outputs that are not tensors are left out.
  [[nodiscard]] Result<std::vector<OnnxValueInfo>> output_infos() const;

  /// Runs on inputs in the order of input_names() and returns the outputs named; all, in the order
  /// of output_names(), when none are named.
  [[nodiscard]] Result<std::vector<Tensor>> run(std::span<const Tensor> inputs,
                                                std::span<const std::string> outputs = {}) const;

 private:
  explicit RuntimeSession(std::shared_ptr<const OrtLibrary> library)
      : library_(std::move(library)) {}
  Status load(const OrtModelSource& source, const OrtOptions& options, Purpose purpose,
              const RewrittenFile* rewritten);
  Status open(const OrtModelSource& source, const OrtOptions& options, Purpose purpose,
              const RewrittenFile* rewritten);
  Status read_names();
  /// `bytes`: the tensor's elements as ONNX Runtime stores them; they must outlive the value.
  Result<OrtValueHandle> wrap(const Tensor& tensor, std::span<const std::byte> bytes) const;
  Result<Tensor> unwrap(OrtValue* value) const;

  std::shared_ptr<const OrtLibrary> library_;
  OrtSessionHandle session_;
  OrtMemoryInfoHandle cpu_memory_;
  std::vector<std::string> inputs_, outputs_;
};

}  // namespace npuscope
