// SPDX-License-Identifier: Apache-2.0
// A run that is killed loses no finished sample. POSIX only: Windows has no fork().
#include <gtest/gtest.h>

#ifndef _WIN32
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <set>
#include <thread>

#include "recording/recording.h"
#include "sample_manifest.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

constexpr int kSamples = 40;
constexpr int kLongestLifeMs = 25;  // of the first run; later ones live longer, so one completes

SampleEntry entry(int i) { return {"sample " + std::to_string(i), "hash " + std::to_string(i)}; }

/// Writes all samples that are not there yet; after each, tells its number through the pipe.
bool record(const fs::path& folder, int pipe) {
  auto writer = RecordingWriter::open(folder, sample_manifest());
  if (!writer || !writer->reason().empty()) return false;
  for (int i = 0; i < kSamples; ++i) {
    if (writer->has(entry(i), true)) continue;
    const auto seed = static_cast<int8_t>(i);
    if (!writer->write(entry(i), {{0, in_of(seed)}, {1, mid_of()}, {2, out_of(seed)}}))
      return false;
    const auto done = static_cast<uint8_t>(i);
    if (::write(pipe, &done, 1) != 1) return false;
  }
  return true;
}

/// Runs record() in a process of its own and kills it after `life`. Returns the samples that it
/// reported as written; `completed` tells whether it got to its end.
std::set<int> record_and_kill(const fs::path& folder, std::chrono::milliseconds life,
                              bool& completed) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) ::_exit(record(folder, ends[1]) ? 0 : 1);
  ::close(ends[1]);
  std::this_thread::sleep_for(life);
  ::kill(child, SIGKILL);
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
  completed = WIFEXITED(status);
  std::set<int> written;
  uint8_t number = 0;
  while (::read(ends[0], &number, 1) == 1) written.insert(number);
  ::close(ends[0]);
  return written;
}

/// Every listed sample must be whole.
std::set<std::string> intact_samples(const fs::path& folder) {
  std::set<std::string> names;
  const auto recording = open_recording(to_utf8(folder));
  EXPECT_TRUE(recording) << recording.error().message();
  const Manifest& manifest = (*recording)->manifest();
  for (size_t s = 0; s < manifest.samples.size(); ++s) {
    const std::string& name = manifest.samples[s].name;
    const auto seed = static_cast<int8_t>(std::stoi(name.substr(name.find(' '))));
    EXPECT_EQ(as_text((*recording)->load(s, 0).value()->bytes()), as_text(in_of(seed).bytes()));
    EXPECT_EQ(as_text((*recording)->load(s, 2).value()->bytes()), as_text(out_of(seed).bytes()));
    names.insert(name);
  }
  return names;
}

TEST(KilledRun, KeepsEveryFinishedSampleAndResumes) {
  const test::ScratchFolder scratch;
  const fs::path folder = scratch.path() / "killed.rec";
  std::mt19937 random(1);
  std::uniform_int_distribution<int> life(0, kLongestLifeMs);
  std::set<int> written;
  bool completed = false;
  int kills = 0;
  for (; !completed && kills < 1000; ++kills) {
    for (const int i :
         record_and_kill(folder, std::chrono::milliseconds(life(random) + kills), completed)) {
      EXPECT_TRUE(written.insert(i).second) << "sample " << i << " was recorded again";
    }
    if (!fs::exists(folder / "manifest.json")) continue;  // killed before it had begun
    const auto intact = intact_samples(folder);
    for (const int i : written) EXPECT_TRUE(intact.contains(entry(i).name)) << i;
  }
  EXPECT_TRUE(completed);
  EXPECT_EQ(intact_samples(folder).size(), static_cast<size_t>(kSamples));
  RecordProperty("kills", kills);
}

}  // namespace
}  // namespace npuscope
#endif
