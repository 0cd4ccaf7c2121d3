// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "build/build.h"

namespace npuscope {

/// The *c_info.json that describes the build's network.c: of the same version of ST Edge AI Core,
/// and with its buffers at their places. Null without one: what lies beside may be left from an
/// earlier run of the tool.
const Artefact<CInfo>* description_of_network(const Build& build);

}  // namespace npuscope
