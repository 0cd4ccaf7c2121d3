// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "diagnose/diagnosis.h"

namespace npuscope {

/// A diagnosis for spreadsheets: one line per hop and tensor (`hop,tensor,op,error`, where error is
/// accumulated, local, floor or local_floor), one column per metric; empty where it is not defined.
std::string diagnosis_csv(const Diagnosis& diagnosis);

}  // namespace npuscope
