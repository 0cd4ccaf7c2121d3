// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "build/build.h"

namespace npuscope {

// What assemble_build() puts together, each from all files that say something of it.

/// The first description that lists buffers; null without one.
const Artefact<CInfo>* described_buffers(const BuildFiles& files);

/// By number. From network.c, then what c_info.json, a blob trace and a log add.
std::vector<BuildEpoch> assemble_epochs(const BuildFiles& files);

/// By address. From network.c, c_info.json and logs; where none of them is there, from an .mpool.
std::vector<BuildPool> assemble_pools(const BuildFiles& files);

/// Inputs, outputs, parameters, internal ones. A c_info.json whose inputs and outputs are not those
/// of network.c is of another build: it is noted, and not used.
std::vector<BuildBuffer> assemble_buffers(const BuildFiles& files,
                                          const std::vector<BuildPool>& pools,
                                          std::vector<std::string>& notes);

/// The range that a pool's buffers take, where no log has told it.
void find_used_ranges(std::vector<BuildPool>& pools, const std::vector<BuildBuffer>& buffers);

}  // namespace npuscope
