// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "audit/finding.h"
#include "backend_ort/ort_library.h"
#include "build/build.h"
#include "build/places.h"
#include "diagnose/case.h"
#include "execute/rung.h"
#include "recording/recording.h"

namespace npuscope {

/// One rung of a case: something that executes the network, or a recording in its place.
struct LadderRung {
  enum class Place {
    kStep,       ///< of the ladder: compared with its neighbours
    kReference,  ///< one of the references whose spread is the noise floor
    kAside,      ///< compared with what it should equal, but nothing is compared with it
    kCandidate,  ///< another arithmetic that a board's recording may have, or what its file holds
                 ///< of the PC: compared with the board alone
  };

  std::string name;                    ///< "float", "ort", "exact", "board" …
  std::string spec;                    ///< what executes it: "ort:level=all"; a recording's path
  std::shared_ptr<const Model> model;  ///< null for recordings
  std::shared_ptr<const Rung> rung;    ///< null for recordings
  std::shared_ptr<const Recording> recording;
  Place place = Place::kStep;
  /// Of recordings: the inputs that the rung was to read, where the file tells them apart from
  /// those that it read; else null.
  std::shared_ptr<const Recording> intended{};
  std::optional<NeuralArtOptions> npu{};  ///< what `spec` says, of the NPU's arithmetic

  [[nodiscard]] bool executes() const { return rung != nullptr; }
  /// Which arithmetic it is, for people: of the NPU's with the compiler's version.
  [[nodiscard]] std::string arithmetic() const { return name == "neural-art" ? spec : name; }
  /// One of RungIdentity::facts; empty without.
  [[nodiscard]] std::string fact(const std::string& key) const;
};

/// A rung that the case does not get, and why.
struct MissingRung {
  std::string name;
  std::string reason;
};

/// The rungs of a case in the order of execution towards the board: float, ort, exact, oe,
/// neural-art, board-cpu, board; then those aside and the references.
struct Ladder {
  std::vector<LadderRung> rungs;
  std::vector<MissingRung> missing;
  std::vector<std::string> notes;  ///< how recordings were read
  std::shared_ptr<const Model> float_model, quantized_model, oe_model;
  std::shared_ptr<const OrtLibrary> ort;  ///< null when there is none
  std::shared_ptr<const Build> build;     ///< null when the case names none
  BuildPlaces places;                     ///< of the network's tensors in the build
  std::vector<AuditFinding> audit;        ///< of the build

  /// Adds a note that is not there yet.
  void note_once(const std::string& note);
  /// The models that there are: the quantized one, the float one, the compiler's.
  [[nodiscard]] std::vector<std::shared_ptr<const Model>> models() const;
  /// The index of the rung, or -1.
  [[nodiscard]] int find(std::string_view name) const;
  /// The rung, or null where there is none or a recording stands in its place. Valid until another
  /// rung is added.
  [[nodiscard]] const LadderRung* executing(std::string_view name) const;
  /// Neighbours among the steps, (0, 1), (1, 2) …, then what stands aside: float against exact,
  /// which is the loss of quantization without what ONNX Runtime adds to it, and the OE file in
  /// ONNX Runtime against the source model there.
  [[nodiscard]] std::vector<std::pair<size_t, size_t>> hops() const;
  /// Whatever computes the quantized network, against the board's recording: which of them it
  /// equals. Empty without one. Pairs of hops() are among them.
  [[nodiscard]] std::vector<std::pair<size_t, size_t>> board_pairs() const;

 private:
  /// Where a hop to `to` begins instead of at its neighbour `from`: a build without the NPU is
  /// compared with what stands before the NPU's arithmetic.
  [[nodiscard]] size_t before_npu(size_t from, size_t to) const;
};

struct LadderOptions {
  std::optional<fs::path> ort_library;  ///< --ort-library
  bool references = true;               ///< add the references of the noise floor
};

/// A case that runs one model on one backend: "oe" takes it as the compiler's file, "float" as the
/// float model, every other as the quantized one.
Case case_of_one(const fs::path& model, const std::string& backend);

/// check_sizes (execute/model.h) over the ladder's models.
Status check_sizes(const std::map<std::string, int64_t>& sizes, const Ladder& ladder);

/// Loads the models, opens ONNX Runtime and makes every rung that the case allows. What a case
/// merely allows may be missing; a rung that it names and that cannot be had is an error.
Result<Ladder> build_ladder(const Case& input, const LadderOptions& options);

}  // namespace npuscope
