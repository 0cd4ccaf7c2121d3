// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/ort_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "backend_ort/ort_library.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using test::ScratchFolder;
using testing::HasSubstr;

#ifdef _WIN32
constexpr const char* kLibrary = "onnxruntime.dll";
constexpr const char* kPackages = "Lib/site-packages/onnxruntime/capi/";
#elif defined(__APPLE__)
constexpr const char* kLibrary = "libonnxruntime.1.32.0.dylib";
constexpr const char* kPackages = "lib/python3.11/site-packages/onnxruntime/capi/";
#else
constexpr const char* kLibrary = "libonnxruntime.so.1.32.0";
constexpr const char* kPackages = "lib/python3.11/site-packages/onnxruntime/capi/";
#endif

TEST(OrtSearch, TheActivePythonEnvironmentComesBeforeTheInstallation) {
  const ScratchFolder folder;
  folder.write(std::string("venv/") + kPackages + kLibrary, "library");
  folder.write(std::string("venv/") + kPackages + "onnxruntime_pybind11_state.so", "other");
  folder.write(std::string("installed/") + kLibrary, "library");
  OrtSearchPlaces places;
  places.environments = {folder.path() / "venv"};
  places.installed = {folder.path() / "installed"};
  const OrtSearch search = search_ort_library(places);
  ASSERT_GE(search.candidates.size(), 3U);
  EXPECT_EQ(search.candidates[0].path, folder.path() / "venv" / kPackages / kLibrary);
  EXPECT_THAT(search.candidates[0].origin, HasSubstr("Python environment"));
  EXPECT_EQ(search.candidates[1].path, folder.path() / "installed" / kLibrary);
  EXPECT_THAT(search.candidates[2].origin, HasSubstr("loader"));
}

TEST(OrtSearch, ANamedPathIsTheOnlyPlace) {
  const ScratchFolder folder;
  folder.write(std::string("venv/") + kPackages + kLibrary, "library");
  const OrtSearch search = search_ort_library_at(folder.path() / "venv");
  ASSERT_EQ(search.candidates.size(), 1U);
  EXPECT_EQ(search.candidates[0].path, folder.path() / "venv" / kPackages / kLibrary);
}

TEST(OrtSearch, WithoutALibraryTheErrorListsThePlaces) {
  const ScratchFolder folder;
  const auto library = OrtLibrary::open(folder.path() / "nowhere");
  ASSERT_FALSE(library);
  EXPECT_EQ(library.error().kind(), ErrorKind::kEnvironment);
  EXPECT_THAT(library.error().message(), HasSubstr("nowhere"));
  EXPECT_THAT(library.error().message(), HasSubstr("--ort-library"));
}

TEST(OrtSearch, AFileThatIsNoLibraryIsRefusedWithItsReason) {
  const ScratchFolder folder;
  folder.write(kLibrary, "not a library");
  const auto library = OrtLibrary::open(folder.path() / kLibrary);
  ASSERT_FALSE(library);
  EXPECT_EQ(library.error().kind(), ErrorKind::kEnvironment);
  EXPECT_THAT(library.error().message(), HasSubstr("refused"));
}

}  // namespace
}  // namespace npuscope
