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

#ifndef _WIN32
TEST(OrtSearch, ThePackageOfTheUserComesBeforeTheSystemsPython) {
  const ScratchFolder folder;
  folder.write(std::string("home/.local/") + kPackages + kLibrary, "library");
  folder.write(std::string("usr/") + kPackages + kLibrary, "library");
  folder.write("usr/bin/python3", "program");
  OrtSearchPlaces places;
  places.user = folder.path() / "home/.local";
  places.programs = {folder.path() / "usr/bin"};
  const OrtSearch search = search_ort_library(places);
  ASSERT_GE(search.candidates.size(), 2U);
  EXPECT_EQ(search.candidates[0].path, folder.path() / "home/.local" / kPackages / kLibrary);
  EXPECT_EQ(search.candidates[1].path, folder.path() / "usr" / kPackages / kLibrary);

  places.environments = {folder.path() / "venv"};  // sees no packages of the user
  EXPECT_EQ(search_ort_library(places).candidates[0].path,
            folder.path() / "usr" / kPackages / kLibrary);
}

TEST(OrtSearch, AShimOfPyenvLeadsToTheVersionThatItStarts) {
  const ScratchFolder folder;
  for (const char* version : {"3.10.1", "3.11.2", "3.12.3"})
    folder.write(std::string("pyenv/versions/") + version + "/" + kPackages + kLibrary, version);
  folder.write("pyenv/shims/python3", "#!/bin/sh");
  folder.write("pyenv/version", "3.10.1\n");
  folder.write("project/.python-version", "3.11.2\n");
  OrtSearchPlaces places;
  places.programs = {folder.path() / "pyenv/shims"};
  const auto first = [&] { return to_utf8(search_ort_library(places).candidates[0].path); };
  EXPECT_THAT(first(), HasSubstr("3.10.1"));
  places.pyenv_files = {folder.path() / "project/sub/.python-version",
                        folder.path() / "project/.python-version"};
  EXPECT_THAT(first(), HasSubstr("3.11.2"));
  places.pyenv_version = "3.12.3:3.10.1";
  EXPECT_THAT(first(), HasSubstr("3.12.3"));
}
#endif

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

TEST(OrtSearch, APackageWithoutALibraryIsRefusedWithItsReason) {
  const ScratchFolder folder;
  folder.write(std::string("venv/") + kPackages + "onnxruntime_pybind11_state.so", "an extension");
  const auto library = OrtLibrary::open(folder.path() / "venv");
  ASSERT_FALSE(library);
  EXPECT_THAT(library.error().found(), HasSubstr("refused"));
  EXPECT_THAT(library.error().found(), HasSubstr("1.19 or newer"));
}

TEST(OrtSearch, ALibraryThatServesInsteadOfTheEnvironmentsSaysSo) {
  const auto usual = OrtLibrary::open();
  if (!usual) GTEST_SKIP() << "skipped: no ONNX Runtime library";
  const ScratchFolder folder;
  folder.write(std::string("venv/") + kPackages + "onnxruntime_pybind11_state.so", "an extension");
  OrtSearchPlaces places;
  places.environments = {folder.path() / "venv"};
  places.installed = {(*usual)->path().parent_path()};
  for (const char* reason : {"no library of its own", "cannot open the library"}) {
    const auto library = OrtLibrary::open_first(search_ort_library(places));
    ASSERT_TRUE(library) << library.error().message();
    EXPECT_THAT((*library)->instead_of(), HasSubstr(to_utf8(folder.path() / "venv")));
    EXPECT_THAT((*library)->instead_of(), HasSubstr(reason));
    EXPECT_THAT((*library)->instead_of(), HasSubstr("of the installation is used instead"));
    folder.write(std::string("venv/") + kPackages + kLibrary, "not a library");
  }
  places.environments = {};
  EXPECT_EQ((*OrtLibrary::open_first(search_ort_library(places)))->instead_of(), "");
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
