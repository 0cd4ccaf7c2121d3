// SPDX-License-Identifier: Apache-2.0
// Dynamic libraries: all that differs between operating systems.
#include <array>
#include <system_error>

#include "base/dynamic_library.h"

#ifdef _WIN32
#include <windows.h>
#else
#include <dlfcn.h>
#include <link.h>
#endif

namespace npuscope {

#ifdef _WIN32

std::vector<std::string> loader_names(const std::string& stem, int) { return {stem + ".dll"}; }

bool is_library_name(std::string_view name, const std::string& stem) {
  return name == stem + ".dll";
}

Result<std::shared_ptr<DynamicLibrary>> DynamicLibrary::open(const fs::path& path) {
  HMODULE module = LoadLibraryW(path.c_str());
  if (!module)
    return fail(environment_error("cannot open the library")
                    .found(std::system_category().message(static_cast<int>(GetLastError())))
                    .in(to_utf8(path)));
  auto library = std::shared_ptr<DynamicLibrary>(new DynamicLibrary);
  library->handle_ = module;
  library->requested_ = path;
  return library;
}

DynamicLibrary::~DynamicLibrary() { FreeLibrary(static_cast<HMODULE>(handle_)); }

void* DynamicLibrary::symbol(const std::string& name) const {
  return reinterpret_cast<void*>(GetProcAddress(static_cast<HMODULE>(handle_), name.c_str()));
}

fs::path DynamicLibrary::loaded_path() const {
  std::array<wchar_t, 4096> name{};
  const DWORD length = GetModuleFileNameW(static_cast<HMODULE>(handle_), name.data(),
                                          static_cast<DWORD>(name.size()));
  return length > 0 ? fs::path(std::wstring(name.data(), length)) : requested_;
}

#else

#ifdef __APPLE__
std::vector<std::string> loader_names(const std::string& stem, int major) {
  return {"lib" + stem + "." + std::to_string(major) + ".dylib", "lib" + stem + ".dylib"};
}

bool is_library_name(std::string_view name, const std::string& stem) {
  return name.starts_with("lib" + stem + ".") && name.ends_with(".dylib");
}
#else
std::vector<std::string> loader_names(const std::string& stem, int major) {
  return {"lib" + stem + ".so." + std::to_string(major), "lib" + stem + ".so"};
}

bool is_library_name(std::string_view name, const std::string& stem) {
  return name.starts_with("lib" + stem + ".so");
}
#endif

Result<std::shared_ptr<DynamicLibrary>> DynamicLibrary::open(const fs::path& path) {
  void* handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!handle)
    return fail(environment_error("cannot open the library").found(::dlerror()).in(to_utf8(path)));
  auto library = std::shared_ptr<DynamicLibrary>(new DynamicLibrary);
  library->handle_ = handle;
  library->requested_ = path;
  return library;
}

DynamicLibrary::~DynamicLibrary() { ::dlclose(handle_); }

void* DynamicLibrary::symbol(const std::string& name) const {
  return ::dlsym(handle_, name.c_str());
}

fs::path DynamicLibrary::loaded_path() const {
#ifdef __linux__
  struct link_map* map = nullptr;
  if (::dlinfo(handle_, RTLD_DI_LINKMAP, &map) == 0 && map && map->l_name && *map->l_name)
    return map->l_name;
#endif
  return requested_;
}

#endif

}  // namespace npuscope
