// SPDX-License-Identifier: Apache-2.0
// ST010: whether the image of the weights holds the model's weights.
#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "audit/rule_support.h"
#include "build/own_graph.h"
#include "build/weights_proof.h"

namespace npuscope {
namespace {

using Verdict = WeightProof::Verdict;

constexpr size_t kListed = 8;  ///< of layers that are not proven

/// Weights that an image should hold, and what names lead to them.
struct Reference {
  std::string label;
  ModelWeights weights;
  std::optional<SourceNames> names;  ///< nothing for the compiler's own graph
};

/// Which names of the source model the compiler's nodes have.
SourceNames names_of(const Build& build) {
  const auto& files = build.files.quant_jsons;
  return files.empty() ? SourceNames{} : files.front().content.nodes;
}

/// The compiler's own graph.
std::optional<Reference> compiler_reference(const Build& build) {
  for (const fs::path& graph : build.files.oe_models) {
    const std::string label = to_utf8(graph.filename());
    const auto* quant_json = quant_json_of(build.files, label);
    if (!quant_json) continue;
    auto weights = read_model_weights(graph, &quant_json->content);
    if (weights) return Reference{label, *std::move(weights), {}};
  }
  return std::nullopt;
}

/// The model that was given, where its weights can be read: it need not be executable for that.
/// Else (no model, or one of another format) the compiler's own graph.
std::optional<Reference> reference_of(const AuditInput& input) {
  if (!input.model) {
    if (input.model_path.empty()) return compiler_reference(*input.build);
    auto weights = read_model_weights(input.model_path);
    if (!weights) return compiler_reference(*input.build);
    return Reference{to_utf8(input.model_path.filename()), *std::move(weights),
                     names_of(*input.build)};
  }
  Reference reference{to_utf8(input.model_path.filename()), model_weights(input.model->graph), {}};
  if (input.model->kind != ModelKind::kCompilerOe) reference.names = names_of(*input.build);
  return reference;
}

std::string place_text(const WeightProof& proof) {
  const WeightProof::Difference& first = proof.first.value();
  const auto& shape = proof.match.layout.shape;
  std::string text =
      fmt::format("output channel {}, input channel {}", first.kernel, first.channel);
  if (shape[2] * shape[3] > 1) text += fmt::format(", row {}, column {}", first.row, first.column);
  return text + fmt::format(": {} in the image at {:#010x}, {} in the model", first.image,
                            first.address, first.model);
}

std::string difference_text(const WeightProof& proof) {
  const int64_t all = proof.match.layout.elements();
  std::string text =
      fmt::format("{} ({}): {} of {} weights differ, in {} of {} output channels; the first at {}",
                  proof.layer, proof.buffer, proof.match.differing, all, proof.match.kernels,
                  proof.match.layout.shape[0], place_text(proof));
  if (!proof.found_in.empty()) text += fmt::format("; these are the weights of {}", proof.found_in);
  return text;
}

void add_listed(const WeightsProof& proof, Verdict verdict, const std::string& image,
                std::vector<AuditEvidence>& evidence) {
  size_t listed = 0;
  for (const WeightProof& weights : proof.weights) {
    if (weights.verdict != verdict || listed++ >= kListed) continue;
    evidence.push_back({weights.source,
                        verdict == Verdict::kDiffers
                            ? difference_text(weights)
                            : fmt::format("{}: not compared: {}", weights.buffer, weights.reason)});
  }
  if (listed > kListed)
    evidence.push_back({{image, 0}, fmt::format("and {} more", listed - kListed)});
}

/// Whether the image is of another network: readable weights, and none of a shape that the model
/// has.
bool is_other_network(const WeightsProof& proof) {
  return std::ranges::any_of(proof.weights, &WeightProof::other_shape) &&
         std::ranges::all_of(proof.weights, [](const WeightProof& weights) {
           return weights.verdict == Verdict::kNotComparable;
         });
}

AuditFinding other_network(const WeightsProof& proof, const std::string& image,
                           const Reference& reference) {
  AuditFinding finding{
      .id = "ST010",
      .severity = AuditSeverity::kError,
      .question = AuditQuestion::kModel,
      .title = fmt::format("{} is the image of another network than {}", image, reference.label),
      .evidence = {},
      .why = "None of its weights has the shape of a layer of the model.",
      .fix = "Give the model that was compiled, or the image of this compilation.",
      .settle = ""};
  add_listed(proof, Verdict::kNotComparable, image, finding.evidence);
  return finding;
}

AuditFinding wrong_weights(const WeightsProof& proof, const std::string& image,
                           const Reference& reference) {
  const int64_t differing = proof.count(Verdict::kDiffers);
  const int64_t identical = proof.count(Verdict::kIdentical);
  const WeightProof& first =
      *std::ranges::find(proof.weights, Verdict::kDiffers, &WeightProof::verdict);
  AuditFinding finding{
      .id = "ST010",
      .severity = AuditSeverity::kError,
      .question = AuditQuestion::kModel,
      .title = identical == 0
                   ? fmt::format("{} does not hold the weights of {}", image, reference.label)
                   : fmt::format("{} differs from {} in {} of {} weights, first in '{}', {}", image,
                                 reference.label, differing, proof.weights.size(), first.layer,
                                 place_text(first)),
      .evidence = {},
      .why =
          "The NPU multiplies with what stands in this image: the layers that are listed compute "
          "something else than the model.",
      .fix =
          "Take the image of the same compilation as network.c, made of this model; program it "
          "again.",
      .settle = ""};
  add_listed(proof, Verdict::kDiffers, image, finding.evidence);
  return finding;
}

AuditFinding proven_weights(const WeightsProof& proof, const std::string& image,
                            const Reference& reference) {
  AuditFinding finding{
      .id = "ST010",
      .severity = AuditSeverity::kFact,
      .question = AuditQuestion::kModel,
      .title = fmt::format("{} of {} weights in {} are proven to be those of {}",
                           proof.count(Verdict::kIdentical), proof.weights.size(), image,
                           reference.label),
      .evidence = {{{image, 0}, "compared weight by weight, as the units read them"}},
      .why = "",
      .fix = "",
      .settle = ""};
  add_listed(proof, Verdict::kNotComparable, image, finding.evidence);
  return finding;
}

/// An image that lies beside the right one.
AuditFinding stale_image(const std::string& image, const std::string& right,
                         const Reference& reference) {
  return {.id = "ST010",
          .severity = AuditSeverity::kWarning,
          .question = AuditQuestion::kModel,
          .title = fmt::format("{} does not hold the weights of {}, {} does", image,
                               reference.label, right),
          .evidence = {{{image, 0}, "of another compilation, or another network"}},
          .why = "If it is what the board holds, the NPU multiplies with other weights.",
          .fix = fmt::format("Program {}.", right),
          .settle = "Read the flash back: --flash-dump FILE@ADDRESS."};
}

bool same_content(const PlacedImage& a, const PlacedImage& b) {
  if (a.begin() != b.begin() || a.end() != b.end()) return false;
  const auto count = static_cast<int64_t>(a.end() - a.begin());
  const auto left = a.at(a.begin(), count), right = b.at(b.begin(), count);
  return left && right && std::ranges::equal(*left, *right);
}

struct ImageProof {
  const PlacedImage* image = nullptr;
  WeightsProof proof;
  [[nodiscard]] bool proven() const {
    return proof.count(Verdict::kDiffers) == 0 && proof.count(Verdict::kIdentical) > 0;
  }
};

/// Of each image that holds weights, of several equal ones the first.
std::vector<ImageProof> prove_images(const Build& build, const std::vector<PlacedImage>& images,
                                     const Reference& reference) {
  std::vector<ImageProof> proofs;
  for (const PlacedImage& image : images) {
    const auto stored = stored_weights(build, image);
    const bool holds =
        std::ranges::any_of(stored, [](const auto& s) { return s.bytes.has_value(); });
    const bool copy = std::ranges::any_of(
        proofs, [&](const ImageProof& earlier) { return same_content(*earlier.image, image); });
    if (copy || !holds) continue;
    proofs.push_back({&image, prove_weights(stored, reference.weights,
                                            reference.names ? &*reference.names : nullptr)});
  }
  return proofs;
}

}  // namespace

void check_weights_image(const AuditInput& input, std::vector<AuditFinding>& found) {
  const std::vector<PlacedImage> images = placed_images(*input.build);
  if (images.empty()) return;
  const auto reference = reference_of(input);
  if (!reference || reference->weights.layers.empty()) return;
  const std::vector<ImageProof> proofs = prove_images(*input.build, images, *reference);
  for (const ImageProof& one : proofs) {
    const std::string& label = one.image->file->label;
    const auto right = std::ranges::find_if(proofs, [&](const ImageProof& other) {
      return other.proven() && other.image->pool == one.image->pool;
    });
    if (is_other_network(one.proof))
      found.push_back(other_network(one.proof, label, *reference));
    else if (one.proof.count(Verdict::kDiffers) == 0)
      found.push_back(proven_weights(one.proof, label, *reference));
    else if (right != proofs.end())
      found.push_back(stale_image(label, right->image->file->label, *reference));
    else
      found.push_back(wrong_weights(one.proof, label, *reference));
  }
}

}  // namespace npuscope
