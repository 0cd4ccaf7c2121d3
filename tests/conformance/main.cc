// SPDX-License-Identifier: Apache-2.0
// Runs ONNX's backend tests through npuscope's own executor.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>

#include "conformance/claims.h"
#include "conformance/test_case.h"
#include "conformance/waivers.h"

namespace npuscope::conformance {
namespace {

// A promise with more exceptions than this is none.
constexpr size_t kWaivedPercent = 2;

struct Counts {
  size_t passed = 0, failed = 0, waived = 0, not_claimed = 0;

  [[nodiscard]] size_t claimed() const { return passed + failed + waived; }
};

class Runner {
 public:
  Runner(Waivers waivers, bool verbose) : waivers_(std::move(waivers)), verbose_(verbose) {}

  void run(const TestCase& test) {
    if (!test.claimed) return count(test, &Counts::not_claimed);
    const Status status = run_test(test);
    const auto waiver = waivers_.find(test.name);
    if (status) {
      if (waiver != waivers_.end())
        fmt::print("{}: passes, though it is waived\n", test.name);
      else if (verbose_)
        fmt::print("{}: passed\n", test.name);
      count(test, &Counts::passed);
    } else if (waiver != waivers_.end()) {
      fmt::print("{}: waived: {}\n", test.name, waiver->second);
      count(test, &Counts::waived);
    } else {
      fmt::print("{}: FAILED: {}\n", test.name, status.error().message());
      count(test, &Counts::failed);
    }
  }

  /// Whether all failures are waived and, if `strict`, something passed and few are waived.
  [[nodiscard]] bool succeeded(bool strict) const {
    if (total_.failed != 0) return false;
    return !strict ||
           (total_.passed > 0 && total_.waived * 100 <= total_.claimed() * kWaivedPercent);
  }

  void print() const {
    fmt::print("\n{:34} {:>6} {:>6} {:>6} {:>11}\n", "operator", "passed", "failed", "waived",
               "not claimed");
    for (const auto& [name, counts] : by_operator_)
      fmt::print("{:34} {:6} {:6} {:6} {:11}\n", name, counts.passed, counts.failed, counts.waived,
                 counts.not_claimed);
    fmt::print("conformance: {} passed, {} failed, {} waived of {} claimed, {} not claimed\n",
               total_.passed, total_.failed, total_.waived, total_.claimed(), total_.not_claimed);
  }

 private:
  void count(const TestCase& test, size_t Counts::*outcome) {
    ++(total_.*outcome);
    for (const std::string& name : test.operators) ++(by_operator_[name].*outcome);
  }

  Waivers waivers_;
  bool verbose_;
  Counts total_;
  std::map<std::string, Counts> by_operator_;
};

struct Arguments {
  std::string folder, waivers;
  bool strict = false, verbose = false;
};

int run(const Arguments& arguments) {
  for (const std::string& name : unclaimed_operators_of_the_program()) {
    fmt::print(stderr, "{} is executed but not in the list of claims\n", name);
    return 1;
  }
  Waivers waivers;
  if (!arguments.waivers.empty()) {
    auto read = read_waivers(from_utf8(arguments.waivers));
    if (!read) {
      fmt::print(stderr, "{}\n", read.error().message());
      return read.error().exit_code();
    }
    waivers = *std::move(read);
  }
  const auto tests = find_tests(from_utf8(arguments.folder));
  if (!tests) {
    fmt::print(stderr, "{}\n", tests.error().message());
    return tests.error().exit_code();
  }
  Runner runner(std::move(waivers), arguments.verbose);
  for (const TestCase& test : *tests) runner.run(test);
  runner.print();
  return runner.succeeded(arguments.strict) ? 0 : 1;
}

}  // namespace
}  // namespace npuscope::conformance

int main(int argc, char** argv) {
  CLI::App app("Runs ONNX's backend tests through npuscope's executor");
  app.allow_windows_style_options(false);  // a path that begins with '/' is no option
  npuscope::conformance::Arguments arguments;
  app.add_option("DIR", arguments.folder, "folder with ONNX's tests")->required();
  app.add_option("--waivers", arguments.waivers, "file with lines `test_name: reason`");
  app.add_flag("--strict", arguments.strict,
               "fail also when nothing passes or more than 2 % are waived");
  app.add_flag("--verbose", arguments.verbose, "print every test");
  CLI11_PARSE(app, argc, argv);
  return npuscope::conformance::run(arguments);
}
