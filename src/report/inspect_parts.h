// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "build/build.h"
#include "report/inspect_text.h"

namespace npuscope {

// Descriptions of ST's files and the parts that they are made of.

/// Bytes as ST's reports print them, in units of 1024: "64.7 kB"; "12 B" of less than one.
std::string kilobytes_text(int64_t bytes);
/// "[#####...............]"; something is filled as soon as `part` is not 0.
std::string bar_text(int64_t part, int64_t whole, int64_t width = 20);
/// "network.c: what" in a line of its own.
std::string title_text(const std::string& path, const std::string& what, bool colour);
/// "  tool       ST Edge AI Core 2.2.0"; nothing without a value.
std::string fact_text(std::string_view key, const std::string& value);
/// "Conv, Mul, Add + 3 more": as many as fit into `width`.
std::string few_of(std::span<const std::string> list, size_t width);
/// The line behind a table that shows `shown` of `all` rows; empty when it shows all.
std::string more_text(size_t shown, size_t all);
/// How many of `all` rows a table shows.
size_t shown_rows(size_t all, InspectDetail detail);

/// Pools by address with their use; with `uses`, of those that nothing uses only the number.
std::string memory_map_text(std::span<const BuildPool> pools, InspectDetail detail, bool colour);
std::string epoch_table_text(std::span<const BuildEpoch> epochs, InspectDetail detail, bool colour);
/// Which part of each pool is taken at which epoch; only for buffers whose last reader is known.
std::string memory_timeline_text(const Build& build, bool colour);
std::string buffer_table_text(const Build& build, InspectDetail detail, bool colour);

/// A whole build, or the part of it that one file tells.
std::string build_text(const std::string& path, const Build& build, InspectDetail detail,
                       bool colour);

std::string blobs_text(const std::string& path, const std::vector<EcBlob>& blobs,
                       InspectDetail detail, bool colour);
std::string header_text(const std::string& path, const StaiNetwork& header, bool colour);
std::string pools_text(const std::string& path, const Build& build, InspectDetail detail,
                       bool colour);
std::string machine_text(const std::string& path, const MachineDescription& machine, bool colour);
std::string profiles_text(const std::string& path, const NeuralArtProfiles& profiles, bool colour);
std::string image_text(const std::string& path, const MemoryImage& image, InspectDetail detail,
                       bool colour);
std::string log_text(const std::string& path, const Build& build, InspectDetail detail,
                     bool colour);
std::string quant_json_text(const std::string& path, const QuantJson& file, bool colour);
std::string c_info_text(const std::string& path, const Build& build, InspectDetail detail,
                        bool colour);
std::string validation_text(const std::string& path, const StReport& file, bool colour);

}  // namespace npuscope
