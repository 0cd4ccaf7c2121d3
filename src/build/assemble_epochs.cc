// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "build/assemble_parts.h"

namespace npuscope {
namespace {

void add_once(std::vector<std::string>& list, std::string_view text) {
  if (!text.empty() && std::ranges::find(list, text) == list.end()) list.emplace_back(text);
}

/// What a step computes, from its units and the software that it calls.
void add_work(BuildEpoch& epoch, const StEpoch& from) {
  for (const StUnit& unit : from.units) {
    add_once(epoch.operations, unit.node.empty() ? "" : unit.kind);
    add_once(epoch.nodes, unit.node);
  }
  for (const StSoftwareCall& call : from.software) {
    add_once(epoch.operations, call.operation);
    add_once(epoch.nodes, call.node);
    epoch.floating = epoch.floating || call.precision == "FLOAT";
  }
}

Engine engine_of(const StEpochItem& item) {
  if (!item.blob.empty()) return Engine::kController;
  if (item.hybrid) return Engine::kHybrid;
  return item.software ? Engine::kSoftware : Engine::kHardware;
}

std::vector<BuildEpoch> epochs_of(const Artefact<NetworkC>& file) {
  std::vector<BuildEpoch> epochs;
  for (const StEpochItem& item : file.content.items) {
    if (!item.epoch) continue;
    BuildEpoch& epoch = epochs.emplace_back();
    epoch.number = *item.epoch;
    epoch.last = item.last_epoch.value_or(epoch.number);
    epoch.engine = engine_of(item);
    epoch.cycles = item.cycles ? item.cycles : item.npu_cycles;
    epoch.source = {file.label, item.line};
    for (const StEpoch& from : file.content.epochs)
      if (from.number >= epoch.number && from.number <= epoch.last) add_work(epoch, from);
  }
  return epochs;
}

/// The steps that a blob trace shows.
std::vector<BuildEpoch> steps_of(const Artefact<NetworkC>& trace) {
  std::vector<BuildEpoch> steps;
  for (const StEpoch& from : trace.content.epochs) {
    BuildEpoch& step = steps.emplace_back();
    step.number = step.last = from.number;
    step.engine = Engine::kController;
    step.source = {trace.label, from.line};
    add_work(step, from);
  }
  return steps;
}

/// "epoch_7"
std::optional<int64_t> epoch_number(const std::string& name) {
  constexpr std::string_view kPrefix = "epoch_";
  if (!name.starts_with(kPrefix)) return std::nullopt;
  return whole_number<int64_t>(std::string_view(name).substr(kPrefix.size()));
}

Engine engine_of(const CInfoNode& node) {
  if (node.mapping == "NODE_EC") return Engine::kController;
  if (node.mapping.starts_with("NODE_SW")) return Engine::kSoftware;
  if (node.mapping == "NODE_HYBRID") return Engine::kHybrid;
  return node.mapping == "NODE_HW" ? Engine::kHardware : Engine::kNothing;
}

/// The parameters, and the end of the network: they are in the graph, and nothing runs.
bool runs_nothing(const CInfoNode& node) {
  return std::ranges::all_of(
      node.inner, [](const CInfoNode& n) { return n.kind == "Param" || n.kind == "Return"; });
}

std::vector<BuildEpoch> epochs_of(const Artefact<CInfo>& file) {
  std::vector<BuildEpoch> epochs;
  for (const CInfoNode& node : file.content.nodes) {
    const auto number = epoch_number(node.name);
    if (!number || (!node.inner.empty() && runs_nothing(node))) continue;
    BuildEpoch& epoch = epochs.emplace_back();
    epoch.number = epoch.last = *number;
    epoch.engine = engine_of(node);
    epoch.source = {file.label, 0};
    for (const CInfoNode& inner : node.inner) {
      add_once(epoch.operations, inner.kind);
      add_once(epoch.nodes, inner.name);
    }
  }
  return epochs;
}

Engine engine_named(const std::string& name) {
  if (name == "HW") return Engine::kHardware;
  if (name == "SW") return Engine::kSoftware;
  if (name == "EC") return Engine::kController;
  return lower(name) == "hybrid" ? Engine::kHybrid : Engine::kNothing;
}

std::vector<BuildEpoch> epochs_of(const Artefact<GenerateLog>& file) {
  std::vector<BuildEpoch> epochs;
  for (const GenerateLog::Epoch& from : file.content.epochs) {
    BuildEpoch& epoch = epochs.emplace_back();
    epoch.number = from.first;
    epoch.last = from.last;
    epoch.engine = engine_named(from.engine);
    add_once(epoch.operations, from.operation);
    epoch.source = {file.label, from.line};
  }
  return epochs;
}

/// Neighbours that the controller runs and that name no blob of their own are one of its runs.
std::vector<BuildEpoch> joined_runs(std::vector<BuildEpoch> epochs) {
  std::vector<BuildEpoch> runs;
  for (BuildEpoch& epoch : epochs) {
    const bool continues = !runs.empty() && epoch.engine == Engine::kController &&
                           runs.back().engine == Engine::kController;
    if (!continues) {
      runs.push_back(epoch);
      if (epoch.engine == Engine::kController) runs.back().steps = {std::move(epoch)};
      continue;
    }
    BuildEpoch& run = runs.back();
    run.last = std::max(run.last, epoch.last);
    for (const std::string& operation : epoch.operations) add_once(run.operations, operation);
    for (const std::string& node : epoch.nodes) add_once(run.nodes, node);
    run.steps.push_back(std::move(epoch));
  }
  return runs;
}

void complete(BuildEpoch& epoch, const BuildEpoch& more) {
  if (epoch.operations.empty()) epoch.operations = more.operations;
  if (epoch.nodes.empty()) epoch.nodes = more.nodes;
  if (!epoch.cycles) epoch.cycles = more.cycles;
}

/// A step of a blob, from a file that lists them one by one.
void add_step(BuildEpoch& blob, const BuildEpoch& step) {
  const auto same = std::ranges::find(blob.steps, step.number, &BuildEpoch::number);
  if (same == blob.steps.end()) {
    blob.steps.push_back(step);
  } else {
    complete(*same, step);
  }
}

/// What another file adds: steps of blobs, and what an epoch lacks.
void add_more(std::vector<BuildEpoch>& epochs, const std::vector<BuildEpoch>& more) {
  for (const BuildEpoch& addition : more)
    for (BuildEpoch& epoch : epochs) {
      if (addition.number < epoch.number || addition.last > epoch.last) continue;
      if (epoch.engine == Engine::kController && addition.engine == Engine::kController &&
          epoch.last > epoch.number && addition.last == addition.number)
        add_step(epoch, addition);
      if (addition.number == epoch.number && addition.last == epoch.last) complete(epoch, addition);
    }
}

void name_blobs(std::vector<BuildEpoch>& epochs) {
  for (BuildEpoch& epoch : epochs) {
    std::ranges::sort(epoch.steps, {}, &BuildEpoch::number);
    for (const BuildEpoch& step : epoch.steps) {
      for (const std::string& operation : step.operations) add_once(epoch.operations, operation);
      for (const std::string& node : step.nodes) add_once(epoch.nodes, node);
    }
  }
}

}  // namespace

std::vector<BuildEpoch> assemble_epochs(const BuildFiles& files) {
  std::vector<BuildEpoch> epochs;
  if (!files.networks.empty()) epochs = epochs_of(files.networks.front());
  const Artefact<CInfo>* info = described_buffers(files);
  if (epochs.empty() && info != nullptr) epochs = joined_runs(epochs_of(*info));
  for (const auto& log : files.logs)
    if (epochs.empty()) epochs = joined_runs(epochs_of(log));
  for (const auto& trace : files.traces)
    if (epochs.empty()) epochs = steps_of(trace);

  if (!files.traces.empty()) add_more(epochs, steps_of(files.traces.front()));
  if (info != nullptr) add_more(epochs, epochs_of(*info));
  if (!files.logs.empty()) add_more(epochs, epochs_of(files.logs.front()));
  name_blobs(epochs);
  std::ranges::stable_sort(epochs, {}, &BuildEpoch::number);
  return epochs;
}

}  // namespace npuscope
