// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnose/case.h"
#include "diagnose/toml_table.h"

namespace npuscope {

// Sections of a case file that are long enough for a file of their own.

Status read_gate_section(TomlTable table, Case& out);
Status read_inputs_section(TomlTable table, Case& out);
Status read_task_section(TomlTable table, Case& out);

}  // namespace npuscope
