// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "diagnose/diagnosis.h"

namespace npuscope {

/// What was read of the case's build, and the errors and warnings of its audit; empty without one.
std::string build_section(const Diagnosis& d, bool colour);

}  // namespace npuscope
