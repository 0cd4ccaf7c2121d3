// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "formats/named_tensor.h"
#include "formats/st/val_io.h"
#include "recording/recording.h"

namespace npuscope {

using OpenedRecording = Result<std::unique_ptr<Recording>>;

/// A recording whose tensors are all in memory (or mapped): values[sample][tensor].
std::unique_ptr<Recording> make_memory_recording(
    Manifest manifest, std::vector<std::vector<std::optional<Tensor>>> values);

/// Splits arrays into samples as open_recording() documents it. `quantization`: what all their
/// codes stand for; per tensor.
std::unique_ptr<Recording> make_array_recording(
    const std::vector<NamedTensor>& arrays, const std::string& name,
    const std::optional<Quantization>& quantization = {});

/// One index of the first axis, without copying; the axis stays, with the extent 1.
Tensor slice_sample(const Tensor& array, int64_t sample);

// One opener per kind; open_recording() chooses.
OpenedRecording open_recording_folder(const fs::path& path);
OpenedRecording open_npz_recording(const fs::path& path, std::optional<ValIoSide> side,
                                   ScaleFiles scale_files);
/// What open_intended_inputs() gives of the file.
OpenedRecording open_npz_intended_inputs(const fs::path& path);
OpenedRecording open_npy_recording(const fs::path& path);
OpenedRecording open_safetensors_recording(const fs::path& path);
OpenedRecording open_csv_recording(const fs::path& path);
OpenedRecording open_raw_recording(const fs::path& path);
OpenedRecording open_onnx_test_data(const fs::path& folder);
/// Whether the folder holds test_data_set_* folders, or is one.
Result<bool> has_onnx_test_data(const fs::path& folder);

}  // namespace npuscope
