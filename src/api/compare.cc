// SPDX-License-Identifier: Apache-2.0
#include "npuscope/compare.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <tuple>

#include "base/files.h"
#include "base/text_file.h"
#include "compare/compare_recordings.h"
#include "compare/gates.h"
#include "compare/noise_floor.h"
#include "diagnose/ladder.h"
#include "diagnose/local_errors.h"
#include "diagnose/rung_specs.h"
#include "execute/model.h"
#include "formats/st/beside.h"
#include "inputs/recorded_random.h"
#include "recording/described_recording.h"
#include "recording/ports.h"
#include "recording/whole_numbers.h"
#include "report/comparison_report.h"

namespace npuscope {
namespace {

using RecordingPointer = std::shared_ptr<const Recording>;

class ComparisonDocuments final : public Report {
 public:
  explicit ComparisonDocuments(ComparisonReport report) : report_(std::move(report)) {}

  [[nodiscard]] bool agrees() const override { return report_.agrees(); }
  [[nodiscard]] std::string text(const TextOptions& options) const override {
    return comparison_text(report_, options.colour);
  }
  [[nodiscard]] std::string json() const override { return comparison_json(report_); }
  [[nodiscard]] std::string csv() const override { return comparison_csv(report_); }

 private:
  ComparisonReport report_;
};

Status check_request(const CompareRequest& request) {
  if (request.scale && !(std::isfinite(*request.scale) && *request.scale > 0))
    return fail(usage_error("the scale is no scale")
                    .expected("a finite number above 0")
                    .found(fmt::format("--scale {}", *request.scale)));
  if (request.zero_point && !request.scale)
    return fail(usage_error("a zero point without a scale says nothing")
                    .found(fmt::format("--zero-point {}", *request.zero_point))
                    .hint("state the scale too: --scale"));
  if ((request.batch > 0 || !request.sizes.empty()) && request.model.empty())
    return fail(usage_error("sizes of dimensions are a model's")
                    .expected("--model FILE with --batch and --size")
                    .found("no model"));
  if (!request.arithmetic.empty() && request.model.empty())
    return fail(usage_error("without a model there is nothing to re-execute")
                    .found(fmt::format("--arithmetic {}", request.arithmetic))
                    .hint("name the network: --model FILE"));
  return {};
}

int64_t batch_of(const CompareRequest& request) { return request.batch > 0 ? request.batch : 1; }

/// ST's file holds both sides: alone it is compared with itself.
Result<std::pair<std::string, std::string>> sides(const CompareRequest& request) {
  if (!request.other.empty()) return std::pair(request.reference, request.other);
  const std::string& file = request.reference;
  NPUSCOPE_TRY_ASSIGN(const bool both, holds_two_executions(file));
  if (both) return std::pair(file + ":m", file + ":c");
  return fail(usage_error("one recording alone cannot be compared")
                  .expected("two recordings, or one file of ST's validate with m_… and c_… arrays")
                  .found("'" + file + "'"));
}

/// What the outputs' codes stand for, by the scale that the request states, as it must.
Result<std::vector<std::optional<Quantization>>> stated_quantization(const CompareRequest& request,
                                                                     const Manifest& manifest) {
  std::vector<std::optional<Quantization>> result;
  for (const size_t output : ports_of(manifest.tensors, TensorRole::kOutput)) {
    const TensorEntry& entry = manifest.tensors[output];
    const Quantization q{entry.type,
                         {static_cast<float>(request.scale.value())},
                         {request.zero_point.value_or(0)},
                         -1};
    if (is_code(entry.type)) NPUSCOPE_TRY(validate(q, entry.shape));
    result.emplace_back(q);
  }
  return result;
}

/// Opens recordings; the request and the model fill in what the files leave open.
class Opener {
 public:
  static Result<Opener> create(const CompareRequest& request) {
    Opener opener(request);
    if (request.model.empty()) return opener;
    NPUSCOPE_TRY_SET(opener.model_, load_model(from_utf8(request.model),
                                               {batch_of(request), request.sizes, {}, true}));
    NPUSCOPE_TRY(check_sizes(request.sizes, std::array<const Model*, 1>{&*opener.model_}));
    return opener;
  }

  [[nodiscard]] Result<RecordingPointer> open(const std::string& text) {
    const auto files = request_.scale ? ScaleFiles::kAreOverruled : ScaleFiles::kMustAgree;
    NPUSCOPE_TRY_ASSIGN(RecordingPointer recording, open_recording(text, files));
    recording = with_lone_output(std::move(recording), model_ ? &model_->graph : nullptr);
    if (request_.scale) {
      recording = with_whole_outputs_as_codes(std::move(recording), notes_);
      NPUSCOPE_TRY_ASSIGN(const auto outputs, stated_quantization(request_, recording->manifest()));
      recording = with_output_quantization(std::move(recording), outputs);
      scale_holds_ = scale_holds_ || std::ranges::any_of(recording->manifest().tensors, is_stated);
    }
    return model_ ? described_by(std::move(recording), model_->graph) : recording;
  }

  /// What must be known of how files were read.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

  /// An error when the request states a scale that nothing opened so far can have.
  [[nodiscard]] Status check_scale() const {
    if (!request_.scale || scale_holds_) return {};
    return fail(usage_error("neither recording has an output of codes, which a scale is for")
                    .expected("integers: in an array, or a table of whole numbers")
                    .found(fmt::format("--scale {}", *request_.scale))
                    .hint("leave --scale out, or compare a recording of codes"));
  }

 private:
  explicit Opener(const CompareRequest& request) : request_(request) {}
  static bool is_stated(const TensorEntry& entry) {
    return entry.role == TensorRole::kOutput && entry.scale_source == kScaleAsStated;
  }

  const CompareRequest& request_;
  bool scale_holds_ = false;
  std::vector<std::string> notes_;
  std::optional<Model> model_;
};

Result<CompareOptions> options_of(const CompareRequest& request) {
  CompareOptions options;
  options.threads = request.run.threads;
  options.progress = request.run.progress;
  options.classifier = request.classifier;
  options.per_sample = request.per_sample;
  if (request.map.empty()) return options;
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_text(from_utf8(request.map)));
  NPUSCOPE_TRY_SET(options.map, parse_map(text, request.map));
  return options;
}

Status add_floor(const CompareRequest& request, Opener& opener, const Recording& reference,
                 const CompareOptions& options, ComparisonReport& report) {
  std::vector<RecordingPointer> opened;
  std::vector<const Recording*> references = {&reference};
  for (const std::string& text : request.floor) {
    NPUSCOPE_TRY_ASSIGN(auto recording, opener.open(text));
    references.push_back(recording.get());
    opened.push_back(std::move(recording));
  }
  if (references.size() < 2) return {};
  CompareOptions whole = options;
  whole.per_sample = false;  // nobody reads them
  NPUSCOPE_TRY_SET(report.floor, noise_floor(references, whole));
  report.has_floor = true;
  for (TensorComparison& row : report.comparison.tensors)
    if (!report.floor.find(row.name))
      row.notes.emplace_back("no floor holds it: any difference counts");
  return {};
}

Status add_local(const CompareRequest& request, const Recording& reference,
                 const RecordingPointer& other, ComparisonReport& report) {
  if (request.model.empty()) return {};
  LocalErrorRequest local;
  local.model = from_utf8(request.model);
  local.batch = batch_of(request);
  local.sizes = request.sizes;
  local.threads = request.run.threads;
  local.progress = request.run.progress;
  if (!request.run.ort_library.empty()) local.ort_library = from_utf8(request.run.ort_library);
  // A recording of ours names what executes its layers again; a file from elsewhere cannot.
  const std::string& made_by = reference.manifest().spec;
  local.arithmetic = !request.arithmetic.empty() ? request.arithmetic
                     : is_executable(made_by)    ? made_by
                                                 : "exact";
  NPUSCOPE_TRY_SET(report.local, local_errors(other, local));
  report.notes.push_back("local errors: layers re-executed by " + local.arithmetic +
                         " on the other recording's inputs");
  return {};
}

Status add_gates(const CompareRequest& request, ComparisonReport& report) {
  for (const std::string& text : request.gates) {
    NPUSCOPE_TRY_ASSIGN(const Gate gate, parse_gate(text));
    const size_t before = report.gates.size();
    std::string passed_over;
    for (const TensorComparison& tensor : report.comparison.tensors) {
      if (!gate.applies_to(tensor.name)) continue;
      if (gate.passes_over(tensor.figures))
        passed_over += (passed_over.empty() ? "'" : ", '") + tensor.name + "'";
      else
        report.gates.push_back({gate, tensor.name, evaluate(gate, tensor.figures)});
    }
    if (report.gates.size() == before)
      return fail(
          usage_error("the gate '" + gate.text() + "' fits no tensor" +
                      (passed_over.empty() ? "" : " of codes"))
              .hint(passed_over.empty()
                        ? "npuscope inspect lists the tensors of a recording"
                        : "state what the codes stand for: --model, or --scale and --zero-point"));
    if (!passed_over.empty())
      report.notes.push_back("the gate '" + gate.text() + "' passes over " + passed_over +
                             ": real numbers, which have no codes");
  }
  return {};
}

/// "'conv', 'relu' …", with the reason where it is more than that there is no counterpart.
std::string unpaired_names(const std::vector<Unpaired>& tensors, Side side) {
  constexpr size_t kShown = 4;
  std::vector<std::string> names;
  for (const Unpaired& one : tensors) {
    if (one.side != side) continue;
    const bool telling = one.reason != kNoCounterpart;
    names.push_back("'" + one.name + "'" + (telling ? " (" + one.reason + ")" : ""));
  }
  const auto shown = std::span(names).first(std::min(kShown, names.size()));
  return fmt::format("{}{}", fmt::join(shown, ", "), names.size() > kShown ? " …" : "");
}

Status check_tensors(const RecordingComparison& comparison) {
  if (!comparison.tensors.empty()) return {};
  const auto& unpaired = comparison.unpaired_tensors;
  const std::string found = unpaired_names(unpaired, Side::kReference) + " in the reference; " +
                            unpaired_names(unpaired, Side::kOther) + " in the other";
  return fail(bad_input("the two recordings share no tensor")
                  .expected("equal names, aliases, or numbers of inputs and outputs")
                  .found(found)
                  .hint("pair them with --map FILE; npuscope inspect lists what each holds"));
}

/// ST's own figures have an accuracy where its program took the network for a classifier.
Status settle_classifier(const CompareRequest& request, CompareOptions& options,
                         ComparisonReport& report) {
  if (options.classifier) return {};
  NPUSCOPE_TRY_ASSIGN(const bool saved_by_st, holds_two_executions(request.reference));
  if (!saved_by_st) return {};
  NPUSCOPE_TRY_SET(options.classifier, reports_accuracy(from_utf8(request.reference)));
  if (options.classifier)
    report.notes.emplace_back("acc: ST's report beside the file takes it for a classifier's");
  return {};
}

/// Outputs that both hold and that do not fit each other are no agreement.
void add_misfits(const Recording& reference, const Recording& other, ComparisonReport& report) {
  for (const Unpaired& one : report.comparison.unpaired_tensors) {
    const Recording& side = one.side == Side::kReference ? reference : other;
    if (one.reason != kNoCounterpart &&
        side.manifest().tensors[one.index].role == TensorRole::kOutput)
      report.misfits.push_back(one.name);
  }
}

Status add_random_note(const Recording& reference, ComparisonReport& report) {
  NPUSCOPE_TRY_ASSIGN(const bool random, has_random_inputs(reference));
  if (random) report.notes.push_back(random_inputs_warning());
  return {};
}

void add_warnings(const Recording& recording, ComparisonReport& report) {
  for (const std::string& warning : recording.manifest().warnings)
    if (std::ranges::find(report.notes, warning) == report.notes.end())
      report.notes.push_back(warning);
}

}  // namespace

Result<ReportPointer> compare(const CompareRequest& request) {
  ComparisonReport report;
  NPUSCOPE_TRY(check_request(request));
  NPUSCOPE_TRY_ASSIGN(std::tie(report.reference, report.other), sides(request));
  NPUSCOPE_TRY_ASSIGN(Opener opener, Opener::create(request));
  NPUSCOPE_TRY_ASSIGN(const auto reference, opener.open(report.reference));
  NPUSCOPE_TRY_ASSIGN(const auto other, opener.open(report.other));
  NPUSCOPE_TRY(opener.check_scale());
  NPUSCOPE_TRY_ASSIGN(CompareOptions options, options_of(request));
  NPUSCOPE_TRY(settle_classifier(request, options, report));
  auto compared = compare_recordings(*reference, *other, options);
  if (!compared)
    return fail(std::move(compared).error().in(report.reference + " against " + report.other));
  report.comparison = *std::move(compared);
  NPUSCOPE_TRY(check_tensors(report.comparison));
  NPUSCOPE_TRY(add_floor(request, opener, *reference, options, report));
  report.first_beyond = first_beyond_floor(report.comparison, report.floor);
  add_misfits(*reference, *other, report);
  NPUSCOPE_TRY(add_local(request, *reference, other, report));
  NPUSCOPE_TRY(add_gates(request, report));
  add_warnings(*reference, report);
  add_warnings(*other, report);
  report.notes.insert(report.notes.end(), opener.notes().begin(), opener.notes().end());
  NPUSCOPE_TRY(add_random_note(*reference, report));
  return std::make_unique<const ComparisonDocuments>(std::move(report));
}

}  // namespace npuscope
