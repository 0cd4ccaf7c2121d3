// SPDX-License-Identifier: Apache-2.0
#include "formats/st/network_c.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "base/text_file.h"
#include "formats/st/c_values.h"
#include "formats/st/network_c_reader.h"

namespace npuscope {
namespace {

/// What a whole file of one kind holds; without it, it breaks off.
constexpr std::array kTables = {"LL_ATON_EpochBlockItems_", "LL_ATON_Input_Buffers_Info_",
                                "LL_ATON_Output_Buffers_Info_", "LL_ATON_Internal_Buffers_Info_"};

/// Versions of the runtime that came with one version of ST Edge AI Core each.
struct KnownRuntime {
  std::array<int, 4> version;
  std::string_view core;
};
constexpr std::array kKnownRuntimes = {
    KnownRuntime{{1, 0, 0, 16}, "2.0"},  KnownRuntime{{1, 1, 0, 31}, "2.1"},
    KnownRuntime{{1, 1, 1, 14}, "2.2"},  KnownRuntime{{1, 1, 3, 8}, "3.0"},
    KnownRuntime{{1, 1, 3, 262}, "4.0"}, KnownRuntime{{1, 1, 3, 275}, "4.0"}};

Error no_network() {
  return bad_input("no network that ST Edge AI Core generated")
      .expected("functions such as 'LL_ATON_EpochBlockItems_Default'")
      .hint(
          "give the network.c that 'stedgeai generate' wrote, not stai_network.c or a file of the "
          "application");
}

Status check_whole(const NetworkCReader& reader) {
  if (reader.network.target == StTarget::kCpuOnly) return {};
  if (reader.blob_trace) {
    if (reader.functions.contains("main")) return {};
    return fail(reader.scanner.unexpected("'main', which ends a blob trace"));
  }
  if (reader.network.network.empty()) return fail(no_network());
  for (const std::string_view table : kTables) {
    const std::string function = std::string(table) + reader.network.network;
    if (!reader.functions.contains(function))
      return fail(reader.scanner.unexpected(fmt::format("the function '{}'", function)));
  }
  return {};
}

const StField* find_field(const std::vector<StField>& fields, std::string_view name) {
  const auto found = std::ranges::find(fields, name, &StField::name);
  return found == fields.end() ? nullptr : &*found;
}

}  // namespace

const StField* StUnit::field(std::string_view name) const { return find_field(fields, name); }

std::optional<int64_t> StUnit::integer(std::string_view name) const {
  const StField* found = field(name);
  return found == nullptr ? std::nullopt : c_integer(found->value);
}

std::string_view StUnit::word(std::string_view name) const {
  const StField* found = field(name);
  return found == nullptr ? std::string_view() : c_name(found->value);
}

std::optional<StAddress> StUnit::address(std::string_view name) const {
  const StField* found = field(name);
  return found == nullptr ? std::nullopt : c_address(found->value);
}

std::vector<int64_t> StUnit::integers(std::string_view name) const {
  const StField* found = field(name);
  auto numbers = found == nullptr ? std::nullopt : c_integers(found->value);
  return numbers ? *std::move(numbers) : std::vector<int64_t>();
}

std::string_view NetworkC::core_version() const {
  constexpr std::string_view kPrefix = "STAI-";
  const std::string_view branch = git_branch;
  if (branch.starts_with(kPrefix)) return branch.substr(kPrefix.size());
  for (const KnownRuntime& known : kKnownRuntimes)
    if (runtime_guard == known.version) return known.core;
  return {};
}

StEpoch& NetworkCReader::epoch(int64_t number, int64_t line) {
  const auto [place, is_new] = epochs.try_emplace(number, network.epochs.size());
  if (is_new) {
    StEpoch& epoch = network.epochs.emplace_back();
    epoch.number = number;
    epoch.line = line;
  }
  return network.epochs[place->second];
}

Result<NetworkC> parse_network_c(std::shared_ptr<const std::string> text) {
  NetworkCReader reader(*text);
  if (auto status = read_file_scope(reader); !status) {
    if (reader.neural_art) return fail(std::move(status).error());
    return fail(no_network().found(on_one_line(status.error().message())));
  }
  NPUSCOPE_TRY(check_whole(reader));
  std::ranges::stable_sort(reader.network.epochs, {}, &StEpoch::number);
  reader.network.text = std::move(text);
  return std::move(reader.network);
}

Result<NetworkC> read_network_c(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(std::string text, read_text(path));
  auto network = parse_network_c(std::make_shared<const std::string>(std::move(text)));
  if (!network) return fail(std::move(network).error().in(to_utf8(path)));
  return network;
}

}  // namespace npuscope
