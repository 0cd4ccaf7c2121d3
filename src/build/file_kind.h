// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/bytes.h"

namespace npuscope {

enum class BuildFileKind {
  kNone,
  kNetwork,     ///< network.c
  kBlobTrace,   ///< *_blob_trace.c
  kBlobs,       ///< network_ecblobs.h
  kHeader,      ///< stai_network.h, network.h
  kCInfo,       ///< *c_info.json
  kQuantJson,   ///< *_Q.json
  kPools,       ///< .mpool
  kMachine,     ///< .mdesc
  kProfiles,    ///< user_neuralart.json
  kLog,         ///< a console log, a generate or analyze report
  kValidation,  ///< a validate report
  kImage,       ///< a memory image, raw or hex
  kOeModel,     ///< *_OE_*.onnx
  kValIo,       ///< *_val_io.npz
};

/// What a file of a build is, by what stands in it. Of raw memory images, which say nothing of
/// themselves, by the names that ST's tools give them ("network_atonbuf.xSPI2.raw",
/// "network_data.xSPI2.bin"). Content that says nothing under a name that ST's tools give is a
/// damaged file of that kind: its reader will say what is wrong.
BuildFileKind build_file_kind(std::string_view file_name, Bytes content);

/// "a blob trace": as messages name the kind.
std::string_view build_file_kind_text(BuildFileKind kind);

}  // namespace npuscope
