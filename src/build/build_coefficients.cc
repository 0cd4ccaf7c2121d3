// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "build/unit_coefficients.h"

namespace npuscope {
namespace {

/// `count` bytes of 64-bit words, as a trace lists them.
std::optional<Bytes> bytes_of(const std::vector<uint64_t>& words, uint64_t offset, int64_t count) {
  const Bytes all = std::as_bytes(std::span(words));
  if (count < 0 || offset > all.size() || static_cast<uint64_t>(count) > all.size() - offset)
    return std::nullopt;
  return all.subspan(static_cast<size_t>(offset), static_cast<size_t>(count));
}

/// Of an image whose name does not say its pool ("network_data.bin"), where it is the only one: it
/// is that of the read-only pool.
std::optional<Bytes> in_unnamed_image(const Build& build, uint64_t address, int64_t count) {
  const MemoryImage* only = nullptr;
  for (const Artefact<MemoryImage>& image : build.files.images) {
    const std::string name = to_utf8(image.path.filename());
    const bool named = std::ranges::any_of(build.pools, [&](const BuildPool& pool) {
      return !pool.pool.postfix.empty() && name.find("." + pool.pool.postfix + ".") != name.npos;
    });
    if (image.content.absolute || named) continue;
    if (only != nullptr) return std::nullopt;
    only = &image.content;
  }
  if (only == nullptr) return std::nullopt;
  for (const BuildPool& pool : build.pools)
    if (pool.pool.writable == false && address >= pool.pool.address)
      if (const auto bytes = only->at(address - pool.pool.address, count)) return bytes;
  return std::nullopt;
}

std::optional<Bytes> parameters_of(const Build& build, const NetworkC& network,
                                   const StAddress& address, int64_t count) {
  if (address.base == StAddress::Base::kParameters)
    return bytes_of(network.parameter_words, address.address, count);
  if (address.base == StAddress::Base::kSymbol) {
    const auto words = network.named_words.find(address.symbol);
    if (words == network.named_words.end()) return std::nullopt;
    return bytes_of(words->second, address.address, count);
  }
  if (const auto bytes = build.parameter_bytes(address, count)) return bytes;
  if (address.base != StAddress::Base::kAbsolute) return std::nullopt;
  return in_unnamed_image(build, address.address, count);
}

std::string label_of(const Build& build, const NetworkC* network) {
  for (const auto* list : {&build.files.networks, &build.files.traces})
    for (const Artefact<NetworkC>& artefact : *list)
      if (&artefact.content == network) return artefact.label;
  return "network.c";
}

Error no_units(const Build& build) {
  if (build.target == StTarget::kCpuOnly)
    return bad_input("this is code for the processor alone: no unit of the NPU computes anything")
        .hint("run 'stedgeai generate' with --st-neural-art");
  if (build.has_controller)
    return bad_input("the build runs on an epoch controller, which hides the units' registers")
        .expected("a *_blob_trace.c of the same build, or a network.c without epoch controller")
        .hint(
            "compile without --enable-epoch-controller, or keep st_ai_ws: "
            "neural_art__NETWORK/NETWORK_blob_trace.c lies there");
  return bad_input("no units of the NPU can be read from this build")
      .expected("a network.c, or a *_blob_trace.c, with the units' registers")
      .hint("give the folder st_ai_output, or the one above it");
}

}  // namespace

Result<BuildCoefficients> build_coefficients(const Build& build) {
  const NetworkC* network = build.units();
  if (network == nullptr) return fail(no_units(build));
  const std::string label = label_of(build, network);
  BuildCoefficients all =
      unit_coefficients(*network, label, [&](const StAddress& address, int64_t count) {
        return parameters_of(build, *network, address, count);
      });
  for (const Artefact<NetworkC>& other : build.files.networks)
    if (&other.content != network) add_software(other.content, other.label, all);
  if (all.layers.empty() && all.stages.empty() && (build.has_controller || all.unread.empty()))
    return fail(no_units(build));
  return all;
}

}  // namespace npuscope
