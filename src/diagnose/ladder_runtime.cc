// SPDX-License-Identifier: Apache-2.0
#include "diagnose/ladder_runtime.h"

#include "backend_ort/ort_options.h"
#include "backend_ort/ort_rung.h"

namespace npuscope {

Result<LadderRuntime> LadderRuntime::open(const std::string& own_spec,
                                          const std::optional<fs::path>& named) {
  NPUSCOPE_TRY_ASSIGN(const OrtOptions own, parse_ort_options(own_spec));
  const std::optional<fs::path>& path = own.library ? own.library : named;
  LadderRuntime runtime;
  auto library = OrtLibrary::open(path);
  if (library) {
    runtime.library_ = *std::move(library);
    return runtime;
  }
  runtime.missing_ = std::move(library).error();
  if (!path || *path == kNoOrtLibrary) return runtime;
  return fail(own.library ? Error(*runtime.missing_).in("rung 'ort'") : *runtime.missing_);
}

Result<std::shared_ptr<const OrtLibrary>> LadderRuntime::library_for(
    const std::string& spec) const {
  NPUSCOPE_TRY_ASSIGN(const OrtOptions options, parse_ort_options(spec));
  if (options.library && !(library_ && library_->path() == *options.library))
    return OrtLibrary::open(options.library);
  if (missing_) return fail(*missing_);
  return library_;
}

Result<LadderRung> LadderRuntime::rung(const std::string& name, const std::string& spec,
                                       std::shared_ptr<const Model> model, LadderRung::Place place,
                                       Ladder& notes) const {
  auto library = library_for(spec);
  if (!library) return fail(std::move(library).error().in("rung '" + name + "'"));
  const std::string instead_of = (*library)->instead_of();
  auto rung = make_ort_rung(model, spec, *std::move(library));
  if (!rung) return fail(std::move(rung).error().in("rung '" + name + "'"));
  if (!instead_of.empty()) notes.note_once(instead_of);
  return LadderRung{name, spec, std::move(model), *std::move(rung), nullptr, place};
}

}  // namespace npuscope
