// SPDX-License-Identifier: Apache-2.0
#include "base/process.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/cpu.h"

namespace npuscope {
namespace {

TEST(Process, KnowsItsOwnFile) { EXPECT_TRUE(fs::is_regular_file(executable_path())); }

TEST(Process, AVariableThatIsNotSetHasNoPath) {
  EXPECT_FALSE(environment_path("NPUSCOPE_NO_SUCH_VARIABLE"));
}

TEST(TemporaryFolder, IsEmptyUniqueAndGoesWithItsContent) {
  fs::path path;
  {
    const auto folder = TemporaryFolder::create();
    const auto other = TemporaryFolder::create();
    ASSERT_TRUE(folder && other);
    path = folder->path();
    EXPECT_NE(path, other->path());
    EXPECT_TRUE(fs::is_empty(path));
    ASSERT_TRUE(write_file_atomically(path / "file", std::string_view("content")));
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(Cpu, FlagsAreSortedAndImplyOneAnother) {
  const Cpu cpu = detect_cpu();
  EXPECT_FALSE(cpu.architecture.empty());
  EXPECT_TRUE(std::ranges::is_sorted(cpu.flags));
  EXPECT_TRUE(!cpu.has("avx2") || cpu.has("avx"));
  EXPECT_TRUE(!cpu.has("avx512_vnni") || cpu.has("avx512f"));
}

}  // namespace
}  // namespace npuscope
