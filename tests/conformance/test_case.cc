// SPDX-License-Identifier: Apache-2.0
#include "conformance/test_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "conformance/claims.h"
#include "execute/executor.h"
#include "execute/model.h"
#include "formats/onnx/messages.h"
#include "formats/onnx/model_reader.h"
#include "formats/onnx/tensor_proto.h"

namespace npuscope::conformance {
namespace {

constexpr double kRelativeTolerance = 1e-3;
constexpr double kAbsoluteTolerance = 1e-7;

Result<std::vector<std::string>> read_operators(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const auto file, MappedFile::open(path));
  NPUSCOPE_TRY_ASSIGN(const OnnxModel model, decode_onnx_messages(file->bytes()));
  return operators_of(model);
}

/// Folders below `folder` whose name begins with `prefix`, sorted.
std::vector<fs::path> data_sets_of(const fs::path& folder) {
  std::vector<fs::path> sets;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.is_directory() && to_utf8(entry.path().filename()).starts_with("test_data_set_"))
      sets.push_back(entry.path());
  std::ranges::sort(sets);
  return sets;
}

struct StoredTensor {
  Tensor tensor;
  bool as_pattern = false;  ///< bfloat16 that the file calls uint16, as older editions do
};

/// Tensors KIND_0.pb, KIND_1.pb … for the stated values.
Result<std::vector<StoredTensor>> read_tensors(const fs::path& set, std::string_view kind,
                                               const Graph& graph,
                                               const std::vector<ValueId>& ids) {
  std::vector<StoredTensor> tensors;
  for (size_t i = 0; i < ids.size(); ++i) {
    NPUSCOPE_TRY_ASSIGN(NamedTensor named,
                        read_tensor_file(set / fmt::format("{}_{}.pb", kind, i)));
    Tensor tensor = named.tensor;
    const ElementType stated = graph.value(ids[i]).type;
    const bool pattern = stated == ElementType::kBfloat16 && tensor.type() == ElementType::kUint16;
    if (pattern)
      tensor =
          Tensor::view(stated, tensor.shape(), tensor.bytes(), std::make_shared<Tensor>(tensor));
    tensors.push_back({std::move(tensor), pattern});
  }
  return tensors;
}

/// Sizes for the symbolic dimensions of the inputs, and values for those that decide shapes.
LoadOptions options_for(const Graph& graph, const std::vector<StoredTensor>& inputs, bool fold) {
  LoadOptions options;
  options.fold = fold;
  const std::set<std::string> shape_inputs = shape_inputs_of(graph);
  for (size_t i = 0; i < inputs.size(); ++i) {
    const Value& value = graph.value(graph.inputs[i]);
    if (shape_inputs.contains(value.name)) options.values.emplace(value.name, inputs[i].tensor);
    const Shape& shape = inputs[i].tensor.shape();
    for (size_t d = 0; d < std::min(value.dimension_names.size(), shape.size()); ++d) {
      if (value.dimension_names[d].empty()) continue;
      if (d == 0) options.batch = shape[d];
      options.sizes.emplace(value.dimension_names[d], shape[d]);
    }
  }
  return options;
}

bool agrees(double found, double expected) {
  if (std::isnan(expected) || std::isnan(found)) return std::isnan(expected) && std::isnan(found);
  if (found == expected) return true;
  return std::fabs(found - expected) <=
         kAbsoluteTolerance + kRelativeTolerance * std::fabs(expected);
}

Status compare_strings(const Tensor& found, const Tensor& expected) {
  for (size_t i = 0; i < expected.strings().size(); ++i)
    if (found.strings()[i] != expected.strings()[i])
      return fail(bad_input(fmt::format("string {} differs", i))
                      .expected(expected.strings()[i])
                      .found(found.strings()[i]));
  return {};
}

Status compare_elements(const Tensor& found, const Tensor& expected) {
  if (expected.type() == ElementType::kString) return compare_strings(found, expected);
  const bool exact = !is_float(expected.type());
  const std::vector<double> f = to_doubles(found);
  const std::vector<double> e = to_doubles(expected);
  if (exact && std::ranges::equal(found.bytes(), expected.bytes())) return {};
  for (size_t i = 0; i < f.size(); ++i)
    if (exact ? f[i] != e[i] : !agrees(f[i], e[i]))
      return fail(bad_input(fmt::format("element {} differs", i))
                      .expected(fmt::format("{}", e[i]))
                      .found(fmt::format("{}", f[i])));
  if (!exact) return {};
  return fail(bad_input("elements differ beyond the digits of a double"));
}

/// The editions that store patterns truncate, later ones round to nearest, and the specification
/// leaves it open: neighbours agree. (ONNX's own runner compares these patterns within 1e-3.)
Status compare_patterns(const Tensor& found, const Tensor& expected) {
  const auto f = found.values<uint16_t>();
  const auto e = expected.values<uint16_t>();
  for (size_t i = 0; i < f.size(); ++i)
    if (std::abs(int{f[i]} - int{e[i]}) > 1)
      return fail(bad_input(fmt::format("pattern {} differs by more than one", i))
                      .expected(fmt::format("{:#06x}", e[i]))
                      .found(fmt::format("{:#06x}", f[i])));
  return {};
}

Status compare(const Tensor& found, const StoredTensor& stored) {
  const Tensor& expected = stored.tensor;
  if (found.type() != expected.type())
    return fail(bad_input("the element type differs")
                    .expected(std::string(element_type_name(expected.type())))
                    .found(std::string(element_type_name(found.type()))));
  if (found.shape() != expected.shape())
    return fail(bad_input("the shape differs")
                    .expected(shape_text(expected.shape()))
                    .found(shape_text(found.shape())));
  return stored.as_pattern ? compare_patterns(found, expected) : compare_elements(found, expected);
}

/// The tensors to feed: without those that became constants. Inputs that no node reads get zeros,
/// since the data of some tests do not fit the shape that their model states for them.
std::vector<Tensor> fed_tensors(const Graph& read, const Graph& loaded,
                                const std::vector<StoredTensor>& inputs) {
  const auto consumers = consumers_of(loaded);
  std::vector<Tensor> fed;
  for (size_t i = 0; i < inputs.size(); ++i) {
    const ValueId id = loaded.find_value(read.value(read.inputs[i]).name);
    if (std::ranges::find(loaded.inputs, id) == loaded.inputs.end()) continue;
    const bool is_output = std::ranges::find(loaded.outputs, id) != loaded.outputs.end();
    if (consumers[static_cast<size_t>(id)].empty() && !is_output)
      fed.push_back(Tensor::zeros(loaded.value(id).type, *loaded.value(id).shape));
    else
      fed.push_back(inputs[i].tensor);
  }
  return fed;
}

Status run_data_set(const fs::path& model_path, const Graph& graph, const fs::path& set,
                    bool fold) {
  NPUSCOPE_TRY_ASSIGN(const auto inputs, read_tensors(set, "input", graph, graph.inputs));
  NPUSCOPE_TRY_ASSIGN(const auto expected, read_tensors(set, "output", graph, graph.outputs));
  NPUSCOPE_TRY_ASSIGN(const Model model, load_model(model_path, options_for(graph, inputs, fold)));
  NPUSCOPE_TRY_ASSIGN(const Executor executor, Executor::create(model.graph, exact_arithmetic()));
  NPUSCOPE_TRY_ASSIGN(const auto found, executor.run(fed_tensors(graph, model.graph, inputs)));
  for (size_t i = 0; i < expected.size(); ++i)
    if (auto status = compare(found.at(i), expected[i]); !status)
      return fail(std::move(status).error().in(graph.value(graph.outputs[i]).name));
  return {};
}

}  // namespace

Result<std::vector<TestCase>> find_tests(const fs::path& root) {
  std::vector<TestCase> tests;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(root, error)) {
    if (entry.path().filename() != "model.onnx") continue;
    TestCase test;
    test.folder = entry.path().parent_path();
    test.name = to_utf8(test.folder.filename());
    if (auto operators = read_operators(entry.path())) test.operators = *std::move(operators);
    test.claimed = is_claimed(test.operators);
    tests.push_back(std::move(test));
  }
  if (error || tests.empty())
    return fail(bad_input("no tests found")
                    .in(to_utf8(root))
                    .expected("folders with model.onnx and test_data_set_0")
                    .hint("apt install libonnx-testdata"));
  std::ranges::sort(tests, {}, &TestCase::folder);
  return tests;
}

Status run_test(const TestCase& test) {
  const fs::path model = test.folder / "model.onnx";
  NPUSCOPE_TRY_ASSIGN(const Graph graph, read_onnx(model));
  const std::vector<fs::path> sets = data_sets_of(test.folder);
  if (sets.empty()) return fail(bad_input("the test has no data sets"));
  for (const fs::path& set : sets)
    for (bool fold : {true, false})
      if (auto status = run_data_set(model, graph, set, fold); !status)
        return fail(std::move(status).error().in(fold ? "folded" : "unfolded"));
  return {};
}

}  // namespace npuscope::conformance
