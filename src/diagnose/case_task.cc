// SPDX-License-Identifier: Apache-2.0
#include "diagnose/case_sections.h"

namespace npuscope {

Status read_task_section(TomlTable table, Case& out) {
  TaskSpec task;
  std::string kind = "presentation-attack";
  std::string score = "logit-difference";
  std::string ties = "attack";
  int64_t live_index = task.live_index;
  NPUSCOPE_TRY(table.string("kind", kind));
  NPUSCOPE_TRY(table.string("score", score));
  NPUSCOPE_TRY(table.string("ties", ties));
  NPUSCOPE_TRY(table.integer("live_index", live_index));
  NPUSCOPE_TRY(table.number("threshold", task.threshold));
  NPUSCOPE_TRY(table.finish());
  NPUSCOPE_TRY_SET(task.kind, parse_task_kind(kind));
  NPUSCOPE_TRY_SET(task.score, parse_score_kind(score));
  if (ties != "attack" && ties != "live")
    return fail(
        bad_input("[task]: 'ties' is unknown").expected("\"attack\" or \"live\"").found(ties));
  if (live_index < 0 || live_index > 1'000'000)
    return fail(
        bad_input("[task]: 'live_index' is out of range").found(std::to_string(live_index)));
  task.ties = ties == "live" ? Decision::kLive : Decision::kAttack;
  task.live_index = static_cast<int>(live_index);
  out.task = task;
  return {};
}

}  // namespace npuscope
