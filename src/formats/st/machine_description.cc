// SPDX-License-Identifier: Apache-2.0
#include "formats/st/machine_description.h"

#include <fmt/format.h>

#include "base/text_file.h"
#include "formats/json.h"

namespace npuscope {
namespace {

Result<MachineDescription::Unit> read_unit(const Json& json) {
  MachineDescription::Unit unit;
  unit.type = find_string(json, "type").value_or("");
  unit.version = find_string(json, "version").value_or("");
  const auto count = find_integer(json, "num");
  if (unit.type.empty() || !count || *count < 0)
    return fail(bad_input("a unit has no 'type' or no 'num'")
                    .found(fmt::format("type '{}', num {}", unit.type,
                                       count ? std::to_string(*count) : "missing")));
  unit.count = *count;
  return unit;
}

}  // namespace

Result<MachineDescription> parse_machine_description(Bytes bytes) {
  NPUSCOPE_TRY_ASSIGN(const Json json, parse_json(bytes));
  const Json* machine = find(json, "machine");
  if (!machine || !machine->is_object())
    return fail(bad_input("no description of a machine").expected("'machine.accelerators'"));
  MachineDescription description;
  description.name = find_string(*machine, "name").value_or("");
  description.version = find_string(*machine, "version").value_or("");
  if (const Json* externals = find(json, "externals"))
    description.pool_name = find_string(*externals, "mpool_name").value_or("");
  const Json& units = find_array(*machine, "accelerators");
  if (units.empty())
    return fail(bad_input("the machine has no units").expected("'machine.accelerators'"));
  for (size_t i = 0; i < units.size(); ++i) {
    auto unit = read_unit(units[i]);
    if (!unit) return fail(std::move(unit).error().in(fmt::format("accelerators[{}]", i)));
    description.units.push_back(*std::move(unit));
  }
  return description;
}

Result<MachineDescription> read_machine_description(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_text(path));
  auto description = parse_machine_description(as_bytes(text));
  if (!description) return fail(std::move(description).error().in(to_utf8(path)));
  return description;
}

}  // namespace npuscope
