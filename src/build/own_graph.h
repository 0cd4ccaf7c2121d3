// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "build/build.h"

namespace npuscope {

/// The file name of the OE graph that the compiler read, as a c_info.json has it; empty where none
/// does.
std::string own_graph_name(const BuildFiles& files);

/// The `*_Q.json` of the OE graph of that file name; null without one.
const Artefact<QuantJson>* quant_json_of(const BuildFiles& files, const std::string& graph);

/// Puts the build's own graph first among the OE models, and its `*_Q.json` among those: the one
/// that a c_info.json names, else those that the compiler's version made which made the build.
/// Folders keep what earlier runs of other versions left behind.
void put_own_graph_first(BuildFiles& files, const std::string& core_version);

/// "2.2" of "2.2.0-20266 2adc00962"
std::string short_version(std::string_view version);

}  // namespace npuscope
