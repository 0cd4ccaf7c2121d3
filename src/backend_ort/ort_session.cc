// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/ort_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "backend_ort/session_settings.h"
#include "formats/onnx/packed_elements.h"

namespace npuscope {
namespace {

/// Element types that pass between ONNX Runtime and a Tensor: those that both number as ONNX's
/// TensorProto does.
bool passes(ElementType type) {
  const bool whole = element_size(type) > 0 && element_bits(type) == 8 * element_size(type);
  return (whole && type != ElementType::kFloat8E8m0) || type == ElementType::kInt4 ||
         type == ElementType::kUint4;
}

struct TypeAndShape {
  ONNXTensorElementDataType type = ONNX_TENSOR_ELEMENT_DATA_TYPE_UNDEFINED;
  Shape shape;  ///< -1 where a dimension is symbolic
};

Result<TypeAndShape> describe(const OrtLibrary& library, const OrtTensorTypeAndShapeInfo* info) {
  const OrtApi& api = library.api();
  TypeAndShape result;
  NPUSCOPE_TRY(library.check(api.GetTensorElementType(info, &result.type)));
  size_t rank = 0;
  NPUSCOPE_TRY(library.check(api.GetDimensionsCount(info, &rank)));
  result.shape.resize(rank);
  NPUSCOPE_TRY(library.check(api.GetDimensions(info, result.shape.data(), rank)));
  return result;
}

/// Whether ONNX Runtime has no kernel for an operator that multiplies codes with weights. It says
/// "Could not find an implementation for QLinearConv(10) node", of its own operators "Failed to
/// find kernel for com.microsoft.QGemm(1)".
bool lacks_product(std::string_view report) {
  constexpr std::array<std::string_view, 4> kProducts = {"QLinearConv", "QLinearMatMul",
                                                         "MatMulIntegerToFloat", "QGemm"};
  for (const std::string_view before :
       {"Could not find an implementation for ", "Failed to find kernel for "}) {
    const size_t at = report.find(before);
    if (at == report.npos) continue;
    std::string_view op = report.substr(at + before.size());
    op = op.substr(0, op.find('('));
    op.remove_prefix(op.rfind('.') + 1);  // npos + 1 is 0
    if (std::ranges::find(kProducts, op) != kProducts.end()) return true;
  }
  return false;
}

}  // namespace

Result<std::shared_ptr<const RuntimeSession>> RuntimeSession::create(
    std::shared_ptr<const OrtLibrary> library, const OrtModelSource& source,
    const OrtOptions& options, Purpose purpose) {
  auto session = std::shared_ptr<RuntimeSession>(new RuntimeSession(std::move(library)));
  NPUSCOPE_TRY(session->load(source, options, purpose, nullptr));
  return session;
}

Status RuntimeSession::rewrite(std::shared_ptr<const OrtLibrary> library,
                               const OrtModelSource& source, const OrtOptions& options,
                               const RewrittenFile& file) {
  return RuntimeSession(std::move(library)).load(source, options, Purpose::kInspect, &file);
}

Status RuntimeSession::load(const OrtModelSource& source, const OrtOptions& options,
                            Purpose purpose, const RewrittenFile* rewritten) {
  auto status = open(source, options, purpose, rewritten);
  if (status) return status;
  Error error = std::move(status).error().in(to_utf8(source.path));
  if (!options.precise || !lacks_product(error.what())) return fail(std::move(error));
  return fail(std::move(error).hint(
      "if the file is sound: precise=1 makes weights uint8, which ONNX Runtime cannot multiply "
      "with int8 activations (int8=1, or an int8 file in QOperator format); leave one of them "
      "out, or use level=none"));
}

Status RuntimeSession::open(const OrtModelSource& source, const OrtOptions& options,
                            Purpose purpose, const RewrittenFile* rewritten) {
  const OrtApi& api = library_->api();
  NPUSCOPE_TRY_ASSIGN(SessionSettings settings, SessionSettings::create(*library_));
  NPUSCOPE_TRY(settings.choose(options));
  if (!source.external_data.empty()) NPUSCOPE_TRY(settings.find_weights(source.external_data));
  if (purpose == Purpose::kInspect) NPUSCOPE_TRY(settings.leave_weights_unpacked());
  if (source.footprint == Footprint::kSmall) NPUSCOPE_TRY(settings.keep_nothing());
  if (rewritten != nullptr) NPUSCOPE_TRY(settings.save_to(*rewritten));
  OrtSession* raw = nullptr;
  OrtStatus* status =
      source.bytes.empty()
          ? api.CreateSession(library_->env(), source.path.c_str(), settings.get(), &raw)
          : api.CreateSessionFromArray(library_->env(), source.bytes.data(), source.bytes.size(),
                                       settings.get(), &raw);
  NPUSCOPE_TRY(library_->check(status));
  session_ = OrtSessionHandle(raw, {&api});
  OrtMemoryInfo* memory = nullptr;
  NPUSCOPE_TRY(
      library_->check(api.CreateCpuMemoryInfo(OrtArenaAllocator, OrtMemTypeDefault, &memory)));
  cpu_memory_ = OrtMemoryInfoHandle(memory, {&api});
  return read_names();
}

Status RuntimeSession::read_names() {
  const OrtApi& api = library_->api();
  OrtAllocator* allocator = nullptr;  // the library's own; not released
  NPUSCOPE_TRY(library_->check(api.GetAllocatorWithDefaultOptions(&allocator)));
  const auto read = [&](auto get_count, auto get_name, std::vector<std::string>& names) -> Status {
    size_t count = 0;
    NPUSCOPE_TRY(library_->check(get_count(session_.get(), &count)));
    for (size_t i = 0; i < count; ++i) {
      char* name = nullptr;
      NPUSCOPE_TRY(library_->check(get_name(session_.get(), i, allocator, &name)));
      names.emplace_back(name);
      NPUSCOPE_TRY(library_->check(api.AllocatorFree(allocator, name)));
    }
    return {};
  };
  NPUSCOPE_TRY(read(api.SessionGetInputCount, api.SessionGetInputName, inputs_));
  return read(api.SessionGetOutputCount, api.SessionGetOutputName, outputs_);
}

Result<std::vector<OnnxValueInfo>> RuntimeSession::output_infos() const {
  const OrtApi& api = library_->api();
  std::vector<OnnxValueInfo> infos;
  for (size_t i = 0; i < outputs_.size(); ++i) {
    OrtTypeInfo* raw = nullptr;
    NPUSCOPE_TRY(library_->check(api.SessionGetOutputTypeInfo(session_.get(), i, &raw)));
    const OrtTypeInfoHandle handle(raw, {&api});
    const OrtTensorTypeAndShapeInfo* tensor = nullptr;  // part of the type, not released
    NPUSCOPE_TRY(library_->check(api.CastTypeInfoToTensorInfo(raw, &tensor)));
    if (tensor == nullptr) continue;
    NPUSCOPE_TRY_ASSIGN(const TypeAndShape described, describe(*library_, tensor));
    OnnxValueInfo info;
    info.name = outputs_[i];
    info.element_type = static_cast<int32_t>(described.type);
    // No dimensions are those of a scalar, and those of a tensor of unknown rank.
    if (!described.shape.empty()) info.shape.emplace();
    for (const int64_t d : described.shape)
      info.shape->push_back({d < 0 ? std::nullopt : std::optional<int64_t>(d), {}});
    infos.push_back(std::move(info));
  }
  return infos;
}

Result<OrtValueHandle> RuntimeSession::wrap(const Tensor& tensor,
                                            std::span<const std::byte> bytes) const {
  const OrtApi& api = library_->api();
  if (!passes(tensor.type()))
    return fail(bad_input(fmt::format("a tensor of {} cannot be passed to ONNX Runtime",
                                      element_type_name(tensor.type()))));
  OrtValue* value = nullptr;
  // Run() only reads its inputs.
  auto* data = const_cast<std::byte*>(bytes.data());
  NPUSCOPE_TRY(library_->check(api.CreateTensorWithDataAsOrtValue(
      cpu_memory_.get(), data, bytes.size(), tensor.shape().data(), tensor.shape().size(),
      static_cast<ONNXTensorElementDataType>(tensor.type()), &value)));
  return OrtValueHandle(value, {&api});
}

Result<Tensor> RuntimeSession::unwrap(OrtValue* value) const {
  const OrtApi& api = library_->api();
  OrtTensorTypeAndShapeInfo* raw_info = nullptr;
  NPUSCOPE_TRY(library_->check(api.GetTensorTypeAndShape(value, &raw_info)));
  const OrtTensorInfoHandle info(raw_info, {&api});
  NPUSCOPE_TRY_ASSIGN(auto described, describe(*library_, raw_info));
  auto& [raw_type, shape] = described;
  const auto type = static_cast<ElementType>(raw_type);
  if (!passes(type))
    return fail(bad_input(
        fmt::format("ONNX Runtime returned a tensor of type {}", static_cast<int>(raw_type))));
  void* data = nullptr;
  NPUSCOPE_TRY(library_->check(api.GetTensorMutableData(value, &data)));
  const auto size = packed_size(type, element_count(shape)).value_or(0);
  const Bytes bytes(static_cast<const std::byte*>(data), size);
  if (is_packed(type)) return unpacked(type, shape, bytes);
  // The elements are copied: a session's buffers are larger than what they hold, and results
  // outlive runs.
  Tensor result = Tensor::zeros(type, std::move(shape));
  if (size > 0) std::memcpy(result.mutable_values<std::byte>().data(), bytes.data(), size);
  return result;
}

Result<std::vector<Tensor>> RuntimeSession::run(std::span<const Tensor> inputs,
                                                std::span<const std::string> outputs) const {
  if (outputs.empty()) outputs = outputs_;
  const OrtApi& api = library_->api();
  if (inputs.size() != inputs_.size())
    return fail(bad_input("wrong number of inputs")
                    .expected(fmt::format("{}: {}", inputs_.size(), fmt::join(inputs_, ", ")))
                    .found(std::to_string(inputs.size())));
  std::vector<std::string> buffers(inputs.size());  // of packed inputs
  std::vector<OrtValueHandle> owned;
  std::vector<const OrtValue*> values;
  std::vector<const char*> input_names, output_names;
  for (size_t i = 0; i < inputs.size(); ++i) {
    const bool pack = is_packed(inputs[i].type());
    if (pack) buffers[i] = packed(inputs[i]);
    NPUSCOPE_TRY_ASSIGN(auto value,
                        wrap(inputs[i], pack ? as_bytes(buffers[i]) : inputs[i].bytes()));
    values.push_back(value.get());
    owned.push_back(std::move(value));
    input_names.push_back(inputs_[i].c_str());
  }
  for (const std::string& name : outputs) output_names.push_back(name.c_str());
  std::vector<OrtValue*> raw_results(outputs.size(), nullptr);
  const Status status = library_->check(api.Run(session_.get(), nullptr, input_names.data(),
                                                values.data(), values.size(), output_names.data(),
                                                output_names.size(), raw_results.data()));
  std::vector<OrtValueHandle> results;
  for (OrtValue* raw : raw_results) results.emplace_back(raw, OrtValueHandle::deleter_type{&api});
  NPUSCOPE_TRY(status);
  std::vector<Tensor> tensors;
  for (const OrtValueHandle& result : results) {
    NPUSCOPE_TRY_ASSIGN(Tensor tensor, unwrap(result.get()));
    tensors.push_back(std::move(tensor));
  }
  return tensors;
}

}  // namespace npuscope
