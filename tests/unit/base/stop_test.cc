// SPDX-License-Identifier: Apache-2.0
#include "base/stop.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

#include "base/files.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

TEST(Stop, IsNotRequestedWithoutASignal) {
  EXPECT_FALSE(stop_requested());
  EXPECT_EQ(stop_exit_code(), 0);
  EXPECT_TRUE(check_stop());
}

#ifndef _WIN32

TEST(Stop, EndsAProgramThatHasNothingToLoseAtOnce) {
  EXPECT_EXIT(
      {
        end_on_signals();
        std::raise(SIGINT);
        std::_Exit(0);
      },
      testing::ExitedWithCode(130), "stopped by Ctrl-C");
}

TEST(Stop, OnlyAsksWorkThatCanBeBroughtToAnEnd) {
  EXPECT_EXIT(
      {
        end_on_signals();
        const Stoppable stoppable;
        std::raise(SIGTERM);
        const bool error = !check_stop() && check_stop().error().kind() == ErrorKind::kEnvironment;
        std::_Exit(error ? stop_exit_code() : 0);
      },
      testing::ExitedWithCode(143), "^$");
}

TEST(Stop, TheSecondSignalEndsTheProgramAtOnce) {
  EXPECT_EXIT(
      {
        end_on_signals();
        const Stoppable stoppable;
        std::raise(SIGINT);
        std::raise(SIGINT);
        std::_Exit(0);
      },
      testing::ExitedWithCode(130), "stopped by Ctrl-C");
}

TEST(Stop, IgnoredSignalsStayIgnored) {
  EXPECT_EXIT(
      {
        std::signal(SIGINT, SIG_IGN);
        end_on_signals();
        std::raise(SIGINT);
        std::_Exit(0);
      },
      testing::ExitedWithCode(0), "");
}

TEST(Stop, AMappedFileThatIsCutOffIsNamed) {
  const test::ScratchFolder scratch;
  const fs::path path = scratch.path() / "cut.bin";
  ASSERT_TRUE(write_file_atomically(path, std::string(1 << 20, 'x')));
  EXPECT_EXIT(
      {
        end_on_signals();
        const auto file = MappedFile::open(path);
        fs::resize_file(path, 10);
        const volatile std::byte last = (*file)->bytes().back();
        std::_Exit(last == std::byte{} ? 1 : 0);
      },
      testing::ExitedWithCode(3), "cut.bin: the file became shorter");
}

#endif

}  // namespace
}  // namespace npuscope
