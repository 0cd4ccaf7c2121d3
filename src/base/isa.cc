// SPDX-License-Identifier: Apache-2.0
#include "base/isa.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/process.h"
#include "base/suggest.h"

namespace npuscope {
namespace {

constexpr const char* kVariable = "NPUSCOPE_ISA";

struct Row {
  Isa isa;
  std::string_view name;
  const char* architecture;          // null: any
  std::array<const char*, 7> flags;  // that it needs, up to the first null
};

// From the smallest to the best of each architecture. The flags are those of Cpu.
constexpr std::array kRows = {
    Row{Isa::kBaseline, "baseline", nullptr, {}},
    Row{Isa::kAvx2, "avx2", "x86-64", {"avx2", "fma"}},
    Row{Isa::kAvxVnni, "avxvnni", "x86-64", {"avx2", "fma", "avx_vnni"}},
    Row{Isa::kAvx512Vnni,
        "avx512vnni",
        "x86-64",
        {"avx2", "fma", "avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512_vnni"}},
    Row{Isa::kNeon, "neon", "aarch64", {"neon"}},
    Row{Isa::kNeonDot, "neondot", "aarch64", {"neon", "dotprod"}},
};

bool runs(const Cpu& cpu, const Row& row) {
  if (row.architecture != nullptr && cpu.architecture != row.architecture) return false;
  return std::ranges::all_of(row.flags,
                             [&](const char* flag) { return flag == nullptr || cpu.has(flag); });
}

std::string names_text(const std::vector<Isa>& isas) {
  std::vector<std::string_view> names;
  for (const Isa isa : isas) names.push_back(isa_name(isa));
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

std::string_view isa_name(Isa isa) { return std::ranges::find(kRows, isa, &Row::isa)->name; }

std::vector<Isa> available_isas(const Cpu& cpu) {
  std::vector<Isa> isas;
  for (const Row& row : kRows)
    if (runs(cpu, row)) isas.push_back(row.isa);
  return isas;
}

Isa best_isa(const Cpu& cpu) { return available_isas(cpu).back(); }

Result<Isa> isa_named(std::string_view name, const Cpu& cpu) {
  const auto row = std::ranges::find(kRows, name, &Row::name);
  const std::string expected = "one that this processor runs: " + names_text(available_isas(cpu));
  if (row == kRows.end()) {
    std::vector<std::string_view> known;
    for (const Row& one : kRows) known.push_back(one.name);
    return fail(usage_error(fmt::format("there is no instruction set '{}'", name))
                    .expected(expected)
                    .hint(nearest_names_text(name, known)));
  }
  if (!runs(cpu, *row))
    return fail(usage_error(fmt::format("this processor does not run '{}'", name))
                    .expected(expected)
                    .found(fmt::format("{}, {}", cpu.architecture, cpu.flags_text())));
  return row->isa;
}

Result<std::optional<Isa>> forced_isa(const Cpu& cpu) {
  const auto name = environment_path(kVariable);
  if (!name) return std::nullopt;
  auto isa = isa_named(to_utf8(*name), cpu);
  if (!isa) return fail(std::move(isa).error().in(kVariable));
  return *isa;
}

Result<Isa> chosen_isa() {
  static const Result<Isa> kChosen = []() -> Result<Isa> {
    const Cpu cpu = detect_cpu();
    NPUSCOPE_TRY_ASSIGN(const std::optional<Isa> forced, forced_isa(cpu));
    return forced.value_or(best_isa(cpu));
  }();
  return kChosen;
}

}  // namespace npuscope
