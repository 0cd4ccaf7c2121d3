// SPDX-License-Identifier: Apache-2.0
#include "audit/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/made_builds.h"

namespace npuscope {
namespace {

TEST(Audit, SaysNothingOfABuildWithoutFacts) { EXPECT_TRUE(audited(Build()).empty()); }

TEST(Audit, EveryRuleStandsInTheListOnce) {
  std::vector<AuditRule> rules = audit_rules();
  std::ranges::sort(rules);
  EXPECT_EQ(std::ranges::adjacent_find(rules), rules.end());
}

TEST(Audit, SeveritiesAndQuestionsHaveNames) {
  EXPECT_EQ(audit_severity_name(AuditSeverity::kDuty), "duty");
  EXPECT_EQ(question_name(AuditQuestion::kMemory), "memory");
}

}  // namespace
}  // namespace npuscope
