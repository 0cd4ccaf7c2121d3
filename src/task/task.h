// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace npuscope {

enum class TaskKind { kPresentationAttack, kClassification };
/// How a presentation-attack network's outputs become one number that grows with liveness.
enum class ScoreKind {
  kLogitDifference,  ///< logit of live minus the largest other logit
  kSoftmax,          ///< softmax probability of live
  kSingle,           ///< the output at live_index as it stands
};
enum class Decision { kLive, kAttack };

/// What the network's outputs decide, as the case file says.
struct TaskSpec {
  TaskKind kind = TaskKind::kPresentationAttack;
  int live_index = 0;
  ScoreKind score = ScoreKind::kLogitDifference;
  double threshold = 0.0;             ///< live above it; of probabilities within (0, 1)
  Decision ties = Decision::kAttack;  ///< what a score equal to the threshold is
};

/// An error where no score can reach the threshold: one that is not finite, and of probabilities
/// one that is not between 0 and 1, where all samples would be decided alike.
Status check_threshold(const TaskSpec& task);

Result<TaskKind> parse_task_kind(std::string_view text);
Result<ScoreKind> parse_score_kind(std::string_view text);
/// "logit difference", "live probability", "score": for headings of tables.
std::string_view score_text(ScoreKind score);

/// What a sample really is.
struct Truth {
  Decision decision = Decision::kLive;
  std::string species;  ///< of an attack: "print", "replay" …
};

/// The score of one sample's outputs (all elements of the network's first output). An error when
/// there are fewer outputs than the task needs.
Result<double> score_of(const TaskSpec& task, std::span<const double> outputs);

/// NaN is an attack: a broken network must not let anybody in.
Decision decide(const TaskSpec& task, double score);

/// What a task makes of one sample's outputs.
struct TaskResult {
  std::optional<double> score;  ///< of presentation attacks
  /// Of classifications the index of the largest output; of presentation attacks 1 for live.
  int64_t decision = 0;
};

constexpr int64_t live_or_attack(Decision decision) { return decision == Decision::kLive ? 1 : 0; }

/// `outputs`: all elements of the network's first output. Errors as score_of().
Result<TaskResult> apply_task(const TaskSpec& task, std::span<const double> outputs);

/// The class of the largest output; the first of equals. NaN is never the largest.
size_t arg_max(std::span<const double> outputs);

}  // namespace npuscope
