// SPDX-License-Identifier: Apache-2.0
// ST023: two tensors in the same bytes while both are needed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/made_artefacts.h"
#include "support/made_builds.h"

namespace npuscope {
namespace {

using testing::HasSubstr;

/// Three tensors: the third takes the first's memory when that is not needed any more.
Build with_buffers() {
  Build build;
  build.files.c_infos = {made_c_info()};
  build.files.c_infos[0].content.buffers = {
      made_activation("Input_0_out_0", 0x34200000, 64, 0, 2),
      made_activation("Conv2D_1_out_0", 0x34200040, 64, 1, 3),
      made_activation("Conv2D_2_out_0", 0x34200000, 64, 3, 4)};
  return build;
}
StBuffer& buffer(Build& build, size_t index) {
  return build.files.c_infos[0].content.buffers[index];
}

TEST(LiveBuffers, MemoryThatIsReusedBehindItsLastReaderIsNoFault) {
  const auto finding = the_finding(audited(with_buffers()), "ST023");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kRefuted);
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("3 activations"));
}

TEST(LiveBuffers, ATensorOverAnotherThatIsStillReadIsAnError) {
  Build build = with_buffers();
  buffer(build, 0).last_epoch = 3;
  const auto finding = the_finding(audited(build), "ST023");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kError);
  EXPECT_EQ(finding->evidence[0].source.file, "network_c_info.json");
  EXPECT_THAT(finding->evidence[0].text,
              HasSubstr("Input_0_out_0 0x34200000-0x34200040, epochs 0"));
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("Conv2D_2_out_0"));
}

TEST(LiveBuffers, OneByteIsEnough) {
  Build build = with_buffers();
  buffer(build, 0).offset_end = 65;
  EXPECT_EQ(the_finding(audited(build), "ST023")->severity, AuditSeverity::kError);
}

TEST(LiveBuffers, TwoNamesOfOneTensorAreNoFault) {
  Build build = with_buffers();
  auto& buffers = build.files.c_infos[0].content.buffers;
  buffers.push_back(made_activation("Reshape_3_out_0", 0x34200000, 64, 3, 4));
  const auto finding = the_finding(audited(build), "ST023");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kRefuted);
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("1 pairs"));
}

TEST(LiveBuffers, ParametersAndUserBuffersDoNotCount) {
  Build build = with_buffers();
  buffer(build, 0).last_epoch = 3;
  buffer(build, 0).parameter = true;
  EXPECT_EQ(the_finding(audited(build), "ST023")->severity, AuditSeverity::kRefuted);
}

TEST(LiveBuffers, WithoutLifetimesNothingIsSaid) {
  Build build = with_buffers();
  for (size_t i = 0; i < 3; ++i) buffer(build, i).last_epoch.reset();
  EXPECT_FALSE(the_finding(audited(build), "ST023"));
  build = with_buffers();
  build.files.c_infos[0].content.cpu_only = true;
  EXPECT_FALSE(the_finding(audited(build), "ST023"));
}

}  // namespace
}  // namespace npuscope
