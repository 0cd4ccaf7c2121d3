// SPDX-License-Identifier: Apache-2.0
#include "build/memory_recording.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "build/memory_layout.h"

namespace npuscope {
namespace {

std::optional<uint64_t> address_in(std::string_view text) {
  const auto number = hexadecimal(lower(std::string(text)));
  return number ? number : whole_number<uint64_t>(text);
}

/// Adds a segment; bytes that are there already must be the same.
Status add_segment(const MemoryImage::Segment& segment, MemoryImage& image) {
  for (const MemoryImage::Segment& other : image.segments) {
    const uint64_t begin = std::max(segment.address, other.address);
    const uint64_t end =
        std::min(segment.address + segment.bytes.size(), other.address + other.bytes.size());
    for (uint64_t at = begin; at < end; ++at)
      if (segment.bytes[at - segment.address] != other.bytes[at - other.address])
        return fail(bad_input("two dumps hold different bytes for one address")
                        .in(fmt::format("address 0x{:08x}", at))
                        .hint("take all dumps at one moment"));
  }
  image.segments.push_back(segment);
  return {};
}

/// Whether the memory of the buffer holds it whole when `epoch` has ended.
bool alive_after(const StBuffer& buffer, int64_t epoch) {
  return buffer.epoch <= epoch && (!buffer.last_epoch || *buffer.last_epoch >= epoch);
}

std::optional<Quantization> quantization_of(const StBuffer& buffer) {
  if (!buffer.element || !is_code(*buffer.element) || buffer.scale.size() != 1) return std::nullopt;
  Quantization quantization;
  quantization.type = *buffer.element;
  quantization.scale = {static_cast<float>(buffer.scale.front())};
  quantization.zero_point = {
      static_cast<int32_t>(buffer.zero_point.empty() ? 0 : buffer.zero_point.front())};
  return quantization;
}

template <class Ports>
bool lists(const Ports& ports, std::string_view name) {
  return std::ranges::any_of(ports, [&](const auto& port) { return port.name == name; });
}

/// Whether the network lists the buffer as an input or output.
template <class Description>
std::optional<TensorRole> role_in(const Description& description, std::string_view name) {
  if (lists(description.inputs, name)) return TensorRole::kInput;
  if (lists(description.outputs, name)) return TensorRole::kOutput;
  return std::nullopt;
}

TensorRole role_of(const Build& build, std::string_view name) {
  for (const auto& network : build.files.networks)
    if (const auto role = role_in(network.content, name)) return *role;
  for (const auto& c_info : build.files.c_infos)
    if (const auto role = role_in(c_info.content, name)) return *role;
  return TensorRole::kIntermediate;
}

class MemoryRecorder {
 public:
  MemoryRecorder(const Build& build, const Graph* source, const MemoryImage& memory, int64_t epoch)
      : build_(build), source_(source), memory_(memory), epoch_(epoch) {}

  Result<MemoryRecording> record(const std::string& sample) {
    NPUSCOPE_TRY(check_epoch());
    out_.manifest.rung = "board";
    out_.manifest.spec = fmt::format("memory after epoch {}", epoch_);
    out_.manifest.samples = {{sample, ""}};
    // The tensor itself before its re-coded copies: one of them gets the name.
    for (const bool recoded : {false, true})
      for (const BuildBuffer& buffer : build_.buffers)
        if (buffer.recoded == recoded && is_wanted(buffer)) NPUSCOPE_TRY(add(buffer));
    if (!out_.tensors.empty()) return std::move(out_);
    return fail(bad_input("the dump holds none of the tensors that are alive then")
                    .in(fmt::format("epoch {}", epoch_))
                    .expected(expected_ranges()));
  }

 private:
  /// What happens inside a blob cannot be stopped at.
  [[nodiscard]] Status check_epoch() const {
    const BuildEpoch* epoch = build_.epoch(epoch_);
    if (!epoch)
      return fail(bad_input(fmt::format("the build has no epoch {}", epoch_))
                      .expected(build_.epochs.empty()
                                    ? "a build that lists its epochs"
                                    : fmt::format("{} to {}", build_.epochs.front().number,
                                                  build_.epochs.back().last)));
    if (epoch->engine != Engine::kController || epoch->last == epoch_) return {};
    return fail(
        bad_input(fmt::format("epoch {} lies within a blob of the epoch controller", epoch_))
            .expected(fmt::format("an epoch at which the processor takes over: {}", epoch->last))
            .hint("compile with --ec-single-epoch to stop after every epoch"));
  }

  [[nodiscard]] bool is_wanted(const BuildBuffer& buffer) const {
    return !buffer.buffer.parameter && alive_after(buffer.buffer, epoch_) &&
           buffer.buffer.base.base != StAddress::Base::kParameters;
  }

  Status add(const BuildBuffer& buffer) {
    const std::string& name = buffer.buffer.name;
    if (buffer.partial) {
      out_.notes.push_back(name + ": a partial accumulator, which is never whole in memory");
      return {};
    }
    const auto begin = buffer.begin();
    if (!begin) {
      out_.notes.push_back(name + ": its memory is the application's, at an address of its choice");
      return {};
    }
    const auto count = memory_bytes(buffer.buffer);
    if (!count) {
      out_.notes.push_back(name + ": " + count.error().what());
      return {};
    }
    const auto bytes = memory_.at(*begin, *count);
    if (!bytes) return {};
    const auto decoded = decode_buffer(buffer.buffer, *bytes);
    if (!decoded) {
      out_.notes.push_back(name + ": " + decoded.error().what());
      return {};
    }
    return keep(buffer, *decoded);
  }

  Status keep(const BuildBuffer& buffer, const Tensor& decoded) {
    TensorEntry entry;
    entry.name = buffer.source_name.empty() ? buffer.buffer.name : buffer.source_name;
    if (!names_.insert(entry.name).second) {
      entry.name = buffer.buffer.name;
      if (!names_.insert(entry.name).second) return {};
    }
    for (const std::string& alias : {buffer.buffer.name, buffer.oe_tensor})
      if (!alias.empty() && alias != entry.name &&
          std::ranges::find(entry.aliases, alias) == entry.aliases.end())
        entry.aliases.push_back(alias);
    entry.type = decoded.type();
    entry.shape = shape_of(entry.name, decoded);
    entry.quantization = quantization_of(buffer.buffer);
    if (entry.quantization && entry.quantization->type != decoded.type())
      entry.quantization.reset();
    entry.role = role_of(build_, buffer.buffer.name);
    entry.note = fmt::format("epoch {}, 0x{:08x}", buffer.buffer.epoch, buffer.begin().value_or(0));
    const size_t index = out_.manifest.tensors.size();
    out_.tensors.emplace(index, decoded.reshaped(entry.shape));
    out_.manifest.tensors.push_back(std::move(entry));
    return {};
  }

  /// The source model's, where it has as many elements.
  [[nodiscard]] Shape shape_of(const std::string& name, const Tensor& decoded) const {
    if (!source_) return decoded.shape();
    for (const Value& value : source_->values)
      if (value.name == name && value.shape && element_count(*value.shape) == decoded.size())
        return *value.shape;
    return decoded.shape();
  }

  [[nodiscard]] std::string expected_ranges() const {
    std::string text;
    int listed = 0;
    for (const BuildBuffer& buffer : build_.buffers) {
      if (!is_wanted(buffer) || buffer.partial || !buffer.begin() || !buffer.end()) continue;
      text += fmt::format("{}0x{:08x}-0x{:08x} ({})", listed == 0 ? "" : ", ", *buffer.begin(),
                          *buffer.end(), buffer.buffer.name);
      constexpr int kShown = 5;
      if (++listed == kShown) break;
    }
    return listed == 0 ? "an epoch with a tensor in memory" : "bytes of " + text;
  }

  const Build& build_;
  const Graph* source_;
  const MemoryImage& memory_;
  int64_t epoch_;
  MemoryRecording out_;
  std::set<std::string> names_;
};

}  // namespace

Result<MemoryDump> parse_memory_dump(std::string_view text) {
  const size_t at = text.rfind('@');
  const bool carries_its_own = lower_extension(from_utf8(text)) == ".hex";
  if (at == std::string_view::npos && carries_its_own) return MemoryDump{from_utf8(text), 0};
  const auto address =
      at == std::string_view::npos ? std::nullopt : address_in(text.substr(at + 1));
  if (!address)
    return fail(
        usage_error("a memory dump needs the address of its first byte")
            .found(fmt::format("'{}'", text))
            .expected("FILE@ADDRESS, as dump.bin@0x34200000; Intel HEX (.hex) has its own"));
  return MemoryDump{from_utf8(text.substr(0, at)), *address};
}

Result<MemoryImage> read_memory_dumps(const std::vector<MemoryDump>& dumps) {
  MemoryImage all;
  all.absolute = true;
  for (const MemoryDump& dump : dumps) {
    NPUSCOPE_TRY_ASSIGN(MemoryImage image, read_memory_image(dump.path));
    if (!image.absolute && dump.address == 0)
      return fail(usage_error("a raw memory dump needs its address")
                      .found("'" + to_utf8(dump.path) + "'")
                      .expected("FILE@ADDRESS, as dump.bin@0x34200000"));
    for (MemoryImage::Segment& segment : image.segments) {
      if (!image.absolute) segment.address += dump.address;
      if (auto added = add_segment(segment, all); !added)
        return fail(std::move(added).error().in(to_utf8(dump.path)));
    }
  }
  std::ranges::sort(all.segments, {}, &MemoryImage::Segment::address);
  return all;
}

Result<MemoryRecording> record_memory(const Build& build, const Graph* source,
                                      const MemoryImage& memory, int64_t after_epoch,
                                      const std::string& sample) {
  return MemoryRecorder(build, source, memory, after_epoch).record(sample);
}

}  // namespace npuscope
