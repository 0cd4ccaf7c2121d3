// SPDX-License-Identifier: Apache-2.0
#include "task/task.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>

#include "base/suggest.h"

namespace npuscope {
namespace {

template <class T, size_t N>
Result<T> parse_name(std::string_view what, std::string_view text,
                     const std::array<std::pair<std::string_view, T>, N>& names) {
  std::array<std::string_view, N> known;
  std::string list;
  for (size_t i = 0; i < N; ++i) {
    if (names[i].first == text) return names[i].second;
    known[i] = names[i].first;
    list += fmt::format("{}'{}'", i ? ", " : "", names[i].first);
  }
  return fail(usage_error(fmt::format("unknown {}", what))
                  .expected(list)
                  .found("'" + std::string(text) + "'")
                  .hint(nearest_names_text(text, known)));
}

}  // namespace

Status check_threshold(const TaskSpec& task) {
  const std::string found = fmt::format("{}", task.threshold);
  if (!std::isfinite(task.threshold))
    return fail(bad_input("no score can reach it").expected("a finite number").found(found));
  const bool probability =
      task.kind == TaskKind::kPresentationAttack && task.score == ScoreKind::kSoftmax;
  if (probability && (task.threshold <= 0 || task.threshold >= 1))
    return fail(bad_input("decides all samples alike: the score 'softmax' is a probability")
                    .expected("a number between 0 and 1, such as 0.5")
                    .found(found));
  return {};
}

Result<TaskKind> parse_task_kind(std::string_view text) {
  return parse_name<TaskKind, 2>("task kind", text,
                                 {{{"presentation-attack", TaskKind::kPresentationAttack},
                                   {"classification", TaskKind::kClassification}}});
}

Result<ScoreKind> parse_score_kind(std::string_view text) {
  return parse_name<ScoreKind, 3>("score", text,
                                  {{{"logit-difference", ScoreKind::kLogitDifference},
                                    {"softmax", ScoreKind::kSoftmax},
                                    {"single", ScoreKind::kSingle}}});
}

std::string_view score_text(ScoreKind score) {
  switch (score) {
    case ScoreKind::kLogitDifference: return "logit difference";
    case ScoreKind::kSoftmax: return "live probability";
    case ScoreKind::kSingle: return "score";
  }
  return "score";
}

Result<double> score_of(const TaskSpec& task, std::span<const double> outputs) {
  const auto live = static_cast<size_t>(task.live_index);
  const size_t needed = task.score == ScoreKind::kSingle ? live + 1 : std::max<size_t>(live + 1, 2);
  if (task.live_index < 0 || outputs.size() < needed)
    return fail(bad_input("the network's output does not fit the task")
                    .expected(fmt::format("at least {} values", needed))
                    .found(fmt::format("{}", outputs.size()))
                    .hint("set live_index and score in [task]"));
  if (task.score == ScoreKind::kSingle) return outputs[live];
  double largest_other = -std::numeric_limits<double>::infinity();
  double largest = largest_other;
  for (size_t i = 0; i < outputs.size(); ++i) {
    if (std::isnan(outputs[i])) return std::numeric_limits<double>::quiet_NaN();
    largest = std::max(largest, outputs[i]);
    if (i != live) largest_other = std::max(largest_other, outputs[i]);
  }
  if (task.score == ScoreKind::kLogitDifference) return outputs[live] - largest_other;
  double sum = 0;
  for (double v : outputs) sum += std::exp(v - largest);
  return std::exp(outputs[live] - largest) / sum;
}

Decision decide(const TaskSpec& task, double score) {
  if (score == task.threshold) return task.ties;
  return score > task.threshold ? Decision::kLive : Decision::kAttack;
}

size_t arg_max(std::span<const double> outputs) {
  size_t best = 0;
  for (size_t i = 1; i < outputs.size(); ++i)
    if (outputs[i] > outputs[best] || std::isnan(outputs[best])) best = i;
  return best;
}

Result<TaskResult> apply_task(const TaskSpec& task, std::span<const double> outputs) {
  if (task.kind == TaskKind::kClassification)
    return TaskResult{std::nullopt, static_cast<int64_t>(arg_max(outputs))};
  NPUSCOPE_TRY_ASSIGN(const double score, score_of(task, outputs));
  return TaskResult{score, live_or_attack(decide(task, score))};
}

}  // namespace npuscope
