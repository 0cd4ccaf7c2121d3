// SPDX-License-Identifier: Apache-2.0
#include "diagnose/ladder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "backend_ort/ort_options.h"
#include "backend_ort/ort_rung.h"
#include "base/text.h"
#include "diagnose/rung_specs.h"
#include "execute/arithmetic.h"
#include "inputs/recorded_random.h"
#include "recording/channels_first.h"
#include "recording/described_recording.h"

namespace npuscope {
namespace {

/// References that do not saturate (exact is one more). Q/DQ pairs that nothing fuses are executed
/// in float; QOperator nodes saturate at every level at which precise=1 does not rewrite them.
constexpr std::array<std::string_view, 2> kFloorSpecs = {"ort:level=none",
                                                         "ort:level=all,precise=1"};
constexpr std::span kQoperatorFloorSpecs = std::span(kFloorSpecs).last<1>();
constexpr std::string_view kOeInRuntime = "oe:level=none";

using Place = LadderRung::Place;

/// ONNX Runtime explains itself at length.
std::string first_sentence(const std::string& text) {
  constexpr size_t kLongest = 120;
  std::string sentence = text.substr(0, std::min(text.find(". "), text.find('\n')));
  if (sentence.size() <= kLongest) return sentence;
  return sentence.substr(0, sentence.rfind(' ', kLongest)) + " …";
}

class Builder {
 public:
  Builder(const Case& input, const LadderOptions& options) : case_(input), options_(options) {}

  Result<Ladder> build() {
    NPUSCOPE_TRY(check_names());
    NPUSCOPE_TRY(load_models());
    NPUSCOPE_TRY(open_runtime());
    for (std::string_view name : kRungNames) NPUSCOPE_TRY(add(std::string(name)));
    if (options_.references) NPUSCOPE_TRY(add_aside());
    if (options_.references) NPUSCOPE_TRY(add_candidates());
    if (options_.references) NPUSCOPE_TRY(add_references());
    const bool nothing = std::ranges::all_of(
        ladder_.rungs, [](const LadderRung& r) { return r.place == Place::kReference; });
    if (nothing)
      return fail(bad_input("the case has nothing to run")
                      .expected("a model in [models], or recordings")
                      .in("case '" + case_.name + "'"));
    return std::move(ladder_);
  }

 private:
  [[nodiscard]] Status check_names() const {
    for (const std::string& spec : case_.run) NPUSCOPE_TRY(check_rung_spec(spec));
    for (const auto& [name, path] : case_.recordings) NPUSCOPE_TRY(check_rung_name(name));
    return {};
  }

  Result<std::shared_ptr<const Model>> load(const std::optional<fs::path>& path) {
    if (!path) return std::shared_ptr<const Model>();
    NPUSCOPE_TRY_ASSIGN(Model model, load_model(*path, {case_.batch, case_.sizes, {}, true}));
    for (const std::string& warning : model.warnings)
      ladder_.notes.push_back(to_utf8(path->filename()) + ": " + warning);
    return std::make_shared<const Model>(std::move(model));
  }

  Status load_models() {
    NPUSCOPE_TRY_SET(ladder_.float_model, load(case_.float_model));
    NPUSCOPE_TRY_SET(ladder_.quantized_model, load(case_.quantized_model));
    NPUSCOPE_TRY_SET(ladder_.oe_model, load(case_.oe_model));
    if (ladder_.quantized_model && ladder_.quantized_model->kind == ModelKind::kFloat)
      ladder_.notes.push_back("the quantized model, " + to_utf8(case_.quantized_model->filename()) +
                              ", has no quantized tensor: it is a float network");
    return {};
  }

  /// The library of the user's own setting is every rung's that names none itself. One that was
  /// named must be there; one that was searched for may be missing.
  Status open_runtime() {
    NPUSCOPE_TRY_ASSIGN(const OrtOptions own, parse_ort_options(own_spec()));
    const std::optional<fs::path>& named = own.library ? own.library : options_.ort_library;
    auto library = OrtLibrary::open(named);
    if (library) {
      ladder_.ort = *std::move(library);
      return {};
    }
    no_runtime_ = std::move(library).error();
    if (!named || *named == kNoOrtLibrary) return {};
    return fail(own.library ? Error(*no_runtime_).in("rung 'ort'") : *no_runtime_);
  }

  /// What the user really runs.
  [[nodiscard]] std::string own_spec() const {
    const auto specs = named_specs("ort");
    return specs.empty() || specs.front() == "ort" ? case_.ort_spec : specs.front();
  }

  /// What the case says of a rung; several specs make several rungs.
  [[nodiscard]] std::vector<std::string> named_specs(const std::string& name) const {
    std::vector<std::string> specs;
    for (const std::string& spec : case_.run)
      if (rung_name(spec) == name) specs.push_back(spec);
    return specs;
  }

  Status add(const std::string& name) {
    if (const auto recorded = case_.recordings.find(name); recorded != case_.recordings.end())
      return add_recording(name, recorded->second);
    std::vector<std::string> named = named_specs(name);
    if (!case_.run.empty() && named.empty()) return {};
    if (auto reason = unavailable(name); !reason.empty()) {
      if (!named.empty()) return fail(cannot_run(name, reason));
      if (reason != kNotAsked) ladder_.missing.push_back({name, reason});
      return {};
    }
    if (named.empty()) return add_unnamed(name);
    for (size_t i = 0; i < named.size(); ++i)
      NPUSCOPE_TRY(add_executed(i == 0 ? name : named[i], named[i]));
    return {};
  }

  /// A rung that nobody asked for by name may be missing; what its settings say may not be wrong.
  Status add_unnamed(const std::string& name) {
    if ((name == "float" || name == "ort") && no_runtime_) {
      ladder_.missing.push_back(
          {name, no_runtime_->what() + "; " + on_one_line(no_runtime_->found())});
      return {};
    }
    auto added = add_executed(name, name);
    if (added || name == "exact" || name == "oe" || added.error().kind() == ErrorKind::kUsage)
      return added;
    ladder_.missing.push_back({name, first_sentence(added.error().what())});
    return {};
  }

  Status add_recording(const std::string& name, const std::string& path) {
    NPUSCOPE_TRY_ASSIGN(std::shared_ptr<const Recording> recording, open_recording(path));
    for (const std::string& warning : recording->manifest().warnings)
      ladder_.notes.push_back(fmt::format("{}: {}", name, warning));
    NPUSCOPE_TRY_ASSIGN(const bool random, has_random_inputs(*recording));
    if (random) note_once(random_inputs_warning());
    NPUSCOPE_TRY_ASSIGN(std::shared_ptr<const Recording> intended, open_intended_inputs(path));
    if (intended) intended = described(name, std::move(intended));
    const auto known = network();
    recording = with_lone_output(std::move(recording), known ? &known->graph : nullptr);
    recording = described(name, std::move(recording));
    ladder_.rungs.push_back(
        {name, path, nullptr, nullptr, std::move(recording), Place::kStep, std::move(intended)});
    return {};
  }

  /// What the models say of a recording's tensors; channels first, as theirs.
  std::shared_ptr<const Recording> described(const std::string& name,
                                             std::shared_ptr<const Recording> recording) {
    for (const auto& model : {ladder_.quantized_model, ladder_.oe_model, ladder_.float_model})
      if (model) recording = described_by(std::move(recording), model->graph);
    const auto known = network();
    if (!known) return recording;
    std::vector<std::string> turned;
    const auto layout = case_.inputs ? case_.inputs->array_layout : std::nullopt;
    recording = channels_first(std::move(recording), known->graph, layout, turned);
    for (const std::string& line : turned) note_once(fmt::format("{}: {}", name, line));
    return recording;
  }

  /// Why a rung cannot be executed, with or without ONNX Runtime; empty when it can.
  [[nodiscard]] std::string unavailable(const std::string& name) const {
    if (!is_executable(name))
      return "needs a recording of the board (ST's network_val_io.npz, or a .csv of outputs)";
    if (name == "neural-art" && model_for(name) && !quantizes_statically(model_for(name)->kind))
      return std::string(kNotForAnNpu);
    if (!model_for(name)) return name == "oe" ? kNotAsked : "the case names no model for it";
    return {};
  }

  [[nodiscard]] static Error cannot_run(const std::string& name, const std::string& reason) {
    return environment_error("cannot run: " +
                             (reason == kNotAsked ? "the case names no model for it" : reason))
        .in("rung '" + name + "'");
  }

  [[nodiscard]] std::shared_ptr<const Model> model_for(const std::string& name) const {
    if (name == "float") return ladder_.float_model;
    if (name == "oe") return ladder_.oe_model;
    if (name == "neural-art" && ladder_.oe_model) return ladder_.oe_model;
    return ladder_.quantized_model;
  }

  /// The network as the user knows it.
  [[nodiscard]] std::shared_ptr<const Model> network() const {
    for (const auto& model : {ladder_.quantized_model, ladder_.float_model, ladder_.oe_model})
      if (model) return model;
    return nullptr;
  }

  Status add_executed(const std::string& name, std::string spec) {
    const auto model = model_for(rung_name(spec));
    if (ladder_.find(name) >= 0)
      return fail(bad_input("the rung is named twice").in("rung '" + name + "'"));
    if (spec == "exact" || spec == "oe") {
      NPUSCOPE_TRY_ASSIGN(auto rung, make_arithmetic_rung(model, exact_arithmetic()));
      ladder_.rungs.push_back({name, name, model, std::move(rung), nullptr});
      return {};
    }
    if (rung_name(spec) == "neural-art") return add_neural_art(name, spec, model);
    // The float model's own layers are what later rungs are compared with: no fusion hides them.
    if (spec == "float") spec = "float:level=none";
    if (spec == "ort") spec = case_.ort_spec;
    return add_ort(name, spec, model, rung_name(spec) == "oe" ? Place::kAside : Place::kStep);
  }

  Status add_neural_art(const std::string& name, const std::string& spec,
                        const std::shared_ptr<const Model>& model, Place place = Place::kStep) {
    NPUSCOPE_TRY_ASSIGN(const NeuralArtOptions options, parse_neural_art_spec(spec));
    NPUSCOPE_TRY_ASSIGN(auto rung,
                        make_arithmetic_rung(model, *make_neural_art_arithmetic(options)));
    ladder_.rungs.push_back({name, rung->identity().spec, model, std::move(rung), nullptr, place});
    return {};
  }

  /// The compiler's rewritten graph in ONNX Runtime, beside the source model there: the cheapest
  /// test of the compiler's front end. Beside a recording alone, the exact integers of the rung oe
  /// tell the same without the ties of a float execution.
  Status add_aside() {
    const bool source = ladder_.executing("ort") || ladder_.executing("float");
    if (!ladder_.oe_model || !ladder_.ort || !source || !case_.run.empty()) return {};
    return add_executed(std::string(kOeInRuntime), std::string(kOeInRuntime));
  }

  /// The library that a spec names, or else the one of the ladder.
  [[nodiscard]] Result<std::shared_ptr<const OrtLibrary>> runtime_of(
      const std::string& spec) const {
    NPUSCOPE_TRY_ASSIGN(const OrtOptions options, parse_ort_options(spec));
    if (options.library && !(ladder_.ort && ladder_.ort->path() == *options.library))
      return OrtLibrary::open(options.library);
    if (no_runtime_) return fail(*no_runtime_);
    return ladder_.ort;
  }

  Status add_ort(const std::string& name, const std::string& spec,
                 const std::shared_ptr<const Model>& model, Place place) {
    auto library = runtime_of(spec);
    if (!library) return fail(std::move(library).error().in("rung '" + name + "'"));
    const std::string instead_of = (*library)->instead_of();
    auto rung = make_ort_rung(model, spec, *std::move(library));
    if (!rung) return fail(std::move(rung).error().in("rung '" + name + "'"));
    ladder_.rungs.push_back({name, spec, model, *std::move(rung), nullptr, place});
    if (!instead_of.empty()) note_once(instead_of);
    return {};
  }

  void note_once(const std::string& note) {
    if (std::ranges::find(ladder_.notes, note) == ladder_.notes.end())
      ladder_.notes.push_back(note);
  }

  /// The arithmetic of other compiler versions, where there is a board to tell which it has.
  Status add_candidates() {
    const LadderRung* own = ladder_.executing("neural-art");
    if (!own || ladder_.find("board") < 0) return {};
    NPUSCOPE_TRY_ASSIGN(const NeuralArtOptions options, parse_neural_art_spec(own->spec));
    for (const std::string_view version : neural_art_versions()) {
      const std::string spec = fmt::format("neural-art:compiler={}", version);
      NPUSCOPE_TRY_ASSIGN(const NeuralArtOptions other, parse_neural_art_spec(spec));
      if (other.generation == options.generation || ladder_.find(spec) >= 0) continue;
      NPUSCOPE_TRY(add_neural_art(spec, spec, model_for("neural-art"), Place::kCandidate));
    }
    return {};
  }

  Status add_references() {
    const bool quantized = ladder_.quantized_model && ladder_.find("exact") >= 0;
    if (!quantized || !ladder_.ort || ladder_.quantized_model->kind == ModelKind::kDynamic)
      return {};
    const bool qoperator = ladder_.quantized_model->kind == ModelKind::kQoperator;
    const std::span<const std::string_view> specs =
        qoperator ? std::span<const std::string_view>(kQoperatorFloorSpecs) : kFloorSpecs;
    for (const std::string_view spec : specs) {
      const std::string name(spec);
      const auto added = add_ort(name, name, ladder_.quantized_model, Place::kReference);
      if (!added) ladder_.missing.push_back({name, first_sentence(added.error().what())});
    }
    return {};
  }

  /// The reason of a rung that the case does not want: not worth a line.
  static constexpr const char* kNotAsked = "-";

  const Case& case_;
  const LadderOptions& options_;
  Ladder ladder_;
  std::optional<Error> no_runtime_;  // set: ladder_.ort is null
};

}  // namespace

std::string LadderRung::fact(const std::string& key) const {
  if (!executes()) return {};
  const auto& facts = rung->identity().facts;
  const auto found = facts.find(key);
  return found == facts.end() ? std::string() : found->second;
}

std::vector<std::shared_ptr<const Model>> Ladder::models() const {
  std::vector<std::shared_ptr<const Model>> models;
  for (const auto& model : {quantized_model, float_model, oe_model})
    if (model) models.push_back(model);
  return models;
}

int Ladder::find(std::string_view name) const {
  for (size_t i = 0; i < rungs.size(); ++i)
    if (rungs[i].name == name) return static_cast<int>(i);
  return -1;
}

const LadderRung* Ladder::executing(std::string_view name) const {
  const int index = find(name);
  if (index < 0 || !rungs[static_cast<size_t>(index)].executes()) return nullptr;
  return &rungs[static_cast<size_t>(index)];
}

std::vector<std::pair<size_t, size_t>> Ladder::hops() const {
  std::vector<std::pair<size_t, size_t>> result;
  std::optional<size_t> last;
  for (size_t i = 0; i < rungs.size(); ++i) {
    if (rungs[i].place != Place::kStep) continue;
    if (last) result.emplace_back(*last, i);
    last = i;
  }
  if (const auto loss = std::pair(find("float"), find("exact"));
      loss.first >= 0 && loss.second >= 0 && find("ort") >= 0)
    result.emplace_back(static_cast<size_t>(loss.first), static_cast<size_t>(loss.second));
  const int source = find("ort") >= 0 ? find("ort") : find("float");
  for (size_t i = 0; i < rungs.size(); ++i)
    if (rungs[i].place == Place::kAside && source >= 0)
      result.emplace_back(static_cast<size_t>(source), i);
  return result;
}

std::vector<std::pair<size_t, size_t>> Ladder::board_pairs() const {
  const int board = find("board");
  std::vector<std::pair<size_t, size_t>> pairs;
  for (size_t i = 0; board >= 0 && i < rungs.size(); ++i) {
    const LadderRung& rung = rungs[i];
    const bool computes = rung.place == LadderRung::Place::kCandidate ||
                          (rung.place == LadderRung::Place::kStep && rung.name != "float" &&
                           rung.name != "board" && rung.name != "board-cpu");
    if (computes) pairs.emplace_back(i, static_cast<size_t>(board));
  }
  return pairs;
}

Case case_of_one(const fs::path& model, const std::string& backend) {
  Case one;
  const std::string name = rung_name(backend);
  (name == "float" ? one.float_model : name == "oe" ? one.oe_model : one.quantized_model) = model;
  one.run = {backend};
  return one;
}

Status check_sizes(const std::map<std::string, int64_t>& sizes, const Ladder& ladder) {
  const auto owners = ladder.models();
  std::vector<const Model*> models;
  for (const auto& model : owners) models.push_back(model.get());
  return check_sizes(sizes, models);
}

Result<Ladder> build_ladder(const Case& input, const LadderOptions& options) {
  return Builder(input, options).build();
}

}  // namespace npuscope
