// SPDX-License-Identifier: Apache-2.0
#include "diagnose/case_sections.h"

namespace npuscope {

namespace {

Result<Decision> parse_ties(std::string_view text) {
  if (text == "live") return Decision::kLive;
  if (text == "attack") return Decision::kAttack;
  return fail(
      bad_input("unknown decision").expected("\"attack\" or \"live\"").found(std::string(text)));
}

}  // namespace

Status read_task_section(TomlTable table, Case& out) {
  constexpr int64_t kMostClasses = 1'000'000;
  TaskSpec task;
  int64_t live_index = task.live_index;
  constexpr double kEven = 0.5;  // of probabilities: the larger output decides, as with 0 of logits
  NPUSCOPE_TRY(table.parsed("kind", parse_task_kind, task.kind));
  NPUSCOPE_TRY(table.parsed("score", parse_score_kind, task.score));
  NPUSCOPE_TRY(table.parsed("ties", parse_ties, task.ties));
  NPUSCOPE_TRY(table.integer("live_index", live_index));
  if (task.score == ScoreKind::kSoftmax) task.threshold = kEven;
  NPUSCOPE_TRY(table.number("threshold", task.threshold));
  NPUSCOPE_TRY(table.finish());
  if (live_index < 0 || live_index > kMostClasses)
    return fail(
        table.at("live_index", bad_input("is out of range").found(std::to_string(live_index))));
  if (auto status = check_threshold(task); !status)
    return fail(table.at("threshold", std::move(status).error()));
  task.live_index = static_cast<int>(live_index);
  out.task = task;
  return {};
}

}  // namespace npuscope
