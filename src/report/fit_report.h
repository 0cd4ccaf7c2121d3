// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "diagnose/diagnosis.h"
#include "formats/json.h"
#include "npuscope/report.h"

namespace npuscope {

/// Which arithmetic made each recording, with the layers that the assumed one does not describe;
/// with `all_layers` all of them. Empty where nothing was tried.
std::string fit_tables(const Diagnosis& diagnosis, const TextOptions& options);

/// The key `arithmetic` of a diagnosis.
OrderedJson fits_json(const Diagnosis& diagnosis);

}  // namespace npuscope
