// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "formats/st/c_info.h"
#include "formats/st/ec_blobs.h"
#include "formats/st/generate_log.h"
#include "formats/st/machine_description.h"
#include "formats/st/memory_image.h"
#include "formats/st/memory_pools.h"
#include "formats/st/network_c.h"
#include "formats/st/profile.h"
#include "formats/st/quant_json.h"
#include "formats/st/report.h"
#include "formats/st/stai_network.h"

namespace npuscope {

/// A file of a build, and what it holds.
template <class T>
struct Artefact {
  fs::path path;
  std::string label;  ///< the path as messages name it: relative to the folder that was given
  T content;
};

/// Everything that was found of a build, as it was read, file by file.
struct BuildFiles {
  /// network.c. The first is the one that the build is made of; others are copies of it that
  /// differ. Of equal files, of every kind, the first found is kept.
  std::vector<Artefact<NetworkC>> networks;
  std::vector<Artefact<NetworkC>> traces;  ///< *_blob_trace.c
  std::vector<Artefact<std::vector<EcBlob>>> blobs;
  std::vector<Artefact<StaiNetwork>> headers;
  std::vector<Artefact<CInfo>> c_infos;
  std::vector<Artefact<QuantJson>> quant_jsons;
  std::vector<Artefact<MemoryPools>> pools;
  std::vector<Artefact<MachineDescription>> machines;
  std::vector<Artefact<NeuralArtProfiles>> profiles;
  std::vector<Artefact<GenerateLog>> logs;      ///< console logs and generate reports
  std::vector<Artefact<StReport>> validations;  ///< validate reports
  std::vector<Artefact<MemoryImage>> images;
  std::vector<fs::path> oe_models;
  std::vector<fs::path> val_ios;
  struct Damaged {
    std::string label;
    Error error;
  };
  std::vector<Damaged> damaged;      ///< that look like one of these and cannot be read
  std::vector<std::string> ignored;  ///< labels of all others
  /// Labels of files of other networks that lie in the same folders: "od.c (network 'od')".
  std::vector<std::string> other_networks;
  /// Where neither a network.c nor its description nor a log was found: folders below that have
  /// one, as labels.
  std::vector<std::string> builds_below;
};

/// Where a fact stands: "network.c:1234". Line 0: the file as a whole.
struct BuildSource {
  std::string file;
  int64_t line = 0;
  [[nodiscard]] std::string text() const;
  bool operator==(const BuildSource&) const = default;
};

enum class Engine { kHardware, kSoftware, kHybrid, kController, kNothing };
std::string_view engine_name(Engine engine);

/// A step of the compiled network, or the run of steps that one blob of the epoch controller takes.
struct BuildEpoch {
  int64_t number = 0;
  int64_t last = 0;  ///< of a blob; else `number`
  Engine engine = Engine::kHardware;
  bool floating = false;                ///< software that computes in float
  std::vector<std::string> operations;  ///< "Conv", "Softmax": as the build names them
  std::vector<std::string> nodes;       ///< of the OE graph
  std::optional<int64_t> cycles;        ///< estimated
  /// Of a blob: its steps one by one, where a c_info.json or a blob trace tells them.
  std::vector<BuildEpoch> steps;
  BuildSource source;
};

/// A pool with what is used of it.
struct BuildPool {
  StPool pool;
  std::optional<uint64_t> used_begin, used_end;
  BuildSource source;
};

/// An activation, parameter or port in memory.
struct BuildBuffer {
  StBuffer buffer;       ///< merged from network.c and c_info
  std::string pool;      ///< that holds it; empty where unknown
  bool partial = false;  ///< is_partial()
  /// The tensor of the OE graph that it holds; empty for parameters and what stands between.
  std::string oe_tensor;
  /// The value of the source model; empty where nothing says it.
  std::string source_name;
  /// Of a re-coded copy (`*_zero_off_out_N`): the same scale, other zero point, uint8.
  bool recoded = false;
  BuildSource source;
  [[nodiscard]] int64_t first_epoch() const { return buffer.epoch; }
  /// The address of the first byte; nothing where the application decides.
  [[nodiscard]] std::optional<uint64_t> begin() const;
  /// Behind the last byte. Of a part that stands among the channels of a Concat's output that is
  /// farther than `offset_end` says (memory_layout.h).
  [[nodiscard]] std::optional<uint64_t> end() const;
};

/// A build as a whole: facts from all files, each with where it stands. Any of them may be missing:
/// a build can be made of a pasted log alone.
struct Build {
  fs::path path;  ///< that was read: a folder or a file
  BuildFiles files;
  std::string network;       ///< its C name
  std::string core_version;  ///< "2.2"; empty where nothing says it
  StTarget target = StTarget::kNeuralArt;
  std::vector<BuildEpoch> epochs;    ///< by number
  std::vector<BuildPool> pools;      ///< by address
  std::vector<BuildBuffer> buffers;  ///< inputs, outputs, parameters, then internal ones
  bool has_controller = false;       ///< an epoch controller runs (part of) it
  bool all_buffers = false;          ///< internal buffers are listed, in network.c or c_info.json
  std::vector<std::string> notes;    ///< files that were not used for it, and why

  [[nodiscard]] const BuildBuffer* buffer(std::string_view name) const;
  /// The epoch or blob that runs `number`.
  [[nodiscard]] const BuildEpoch* epoch(int64_t number) const;
  /// Where the units stand that can be read: network.c without epoch controller, or a blob trace.
  [[nodiscard]] const NetworkC* units() const;
  /// Bytes of parameters: from an image of the pool's postfix, or the trace's own words.
  [[nodiscard]] std::optional<Bytes> parameter_bytes(const StAddress& address, int64_t count) const;
};

/// Reads a folder (and `st_ai_output`, `st_ai_ws`, `neural_art__*`, `Model` below it), or one file
/// of any of the kinds. What cannot be read is in `files.damaged`; an error where nothing was a
/// build's or the one file cannot be read.
Result<Build> load_build(const fs::path& path);

/// The parts of it. Where several networks lie in one folder (reid.c and od.c), one is kept: that
/// whose names the other files share, of equals the first; the rest is in `other_networks`.
Result<BuildFiles> find_build_files(const fs::path& path);
void keep_one_network(BuildFiles& files);
Result<Build> assemble_build(BuildFiles files);

}  // namespace npuscope
